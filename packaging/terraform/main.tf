# The user-data of ../cloud-init/runner.yaml, with the address and the checksums of the packages filled in. No provider is needed: the
# output goes to the instance of any, as README.md shows. The instance takes the package of its own architecture.
variable "folder" {
  type        = string
  description = "Address of the folder that has the packages of a release, https."
  validation {
    condition     = can(regex("^https://[A-Za-z0-9._~:/?&=%+,@-]+$", var.folder))
    error_message = "It has to be https://, of characters that mean nothing to a shell in double quotes or out of them."
  }
}

variable "sha256" {
  type        = object({ amd64 = string, arm64 = string })
  description = "The SHA-256 of each package, 64 digits."
  validation {
    condition     = alltrue([for sum in values(var.sha256) : can(regex("^[0-9a-f]{64}$", sum))])
    error_message = "Each has to be 64 hexadecimal digits."
  }
}

locals {
  published  = file("${path.module}/../cloud-init/runner.yaml")
  addressed  = replace(local.published, "/(?m)^( *url)=https:..FILL-IN[.]example.(.*)$/", "$${1}='${var.folder}/$${2}'")
  with_amd64 = replace(local.addressed, "/(_amd64[.]deb'\\n *sha256)=FILL-IN/", "$${1}=${var.sha256.amd64}")
  user_data  = replace(local.with_amd64, "/(_arm64[.]deb'\\n *sha256)=FILL-IN/", "$${1}=${var.sha256.arm64}")
}

output "user_data" {
  value = local.user_data
  precondition {
    condition     = length(regexall("=.*FILL-IN", local.user_data)) == 0
    error_message = "Something of the user-data was not filled in."
  }
}
