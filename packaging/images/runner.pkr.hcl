# For Packer: the provisioners that put aa-userns-gen and the policy 'runner' into an image. Name your own source.
#
#   packer build -var aa_userns_gen_deb=aa-userns-gen_0.1.0_amd64.deb .
#
# The machine that Packer boots for this is not changed beyond its files: what it is made into has the grants.
variable "aa_userns_gen_deb" {
  type        = string
  description = "The package, a file here."
}

build {
  sources = ["source.amazon-ebs.runner"]

  provisioner "file" {
    source      = var.aa_userns_gen_deb
    destination = "/tmp/aa-userns-gen.deb"
  }

  provisioner "shell" {
    script          = "${path.root}/install"
    execute_command = "sudo sh {{ .Path }} /tmp/aa-userns-gen.deb runner"
  }

  provisioner "shell" {
    inline = ["rm /tmp/aa-userns-gen.deb"]
  }
}
