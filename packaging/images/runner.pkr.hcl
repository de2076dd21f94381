# For Packer: the provisioners that put aa-userns-gen and the policy 'runner' into an image. Name your own source.
#
#   packer build -var aa_userns_gen_downloads=aa-userns-gen-0.1.0 .
#
# The machine that Packer boots for this is not changed beyond its files: what it is made into has the grants.
variable "aa_userns_gen_downloads" {
  type        = string
  description = "A folder here, with SHA256SUMS of a release and its packages for the architectures of your images."
}

build {
  sources = ["source.amazon-ebs.runner"]

  provisioner "shell" {
    inline = ["mkdir -m 700 /tmp/aa-userns-gen"]
  }

  provisioner "file" {
    source      = "${var.aa_userns_gen_downloads}/"
    destination = "/tmp/aa-userns-gen"
  }

  provisioner "shell" {
    script          = "${path.root}/install"
    execute_command = "sudo sh {{ .Path }} /tmp/aa-userns-gen runner"
  }

  provisioner "shell" {
    inline = ["rm -r /tmp/aa-userns-gen"]
  }
}
