# The user-data of ../cloud-init/runner.yaml, with the address and the checksum of the package filled in. No provider is needed: the
# output goes to the instance of any, as README.md shows.
variable "url" {
  type        = string
  description = "Address of the package (.deb) of a release, https."
  validation {
    condition     = can(regex("^https://[A-Za-z0-9._~:/?&=%+,@-]+$", var.url))
    error_message = "It has to be https://, of characters that mean nothing to a shell in double quotes or out of them."
  }
}

variable "sha256" {
  type        = string
  description = "The SHA-256 of the package, 64 digits."
  validation {
    condition     = can(regex("^[0-9a-f]{64}$", var.sha256))
    error_message = "It has to be 64 hexadecimal digits."
  }
}

locals {
  published = file("${path.module}/../cloud-init/runner.yaml")
  addressed = replace(local.published, "/(?m)^( *url)=.*$/", "$${1}='${var.url}'")
  user_data = replace(local.addressed, "/(?m)^( *sha256)=.*$/", "$${1}=${var.sha256}")
}

output "user_data" {
  value = local.user_data
  precondition {
    condition     = length(regexall("=.*FILL-IN", local.user_data)) == 0
    error_message = "Something of the user-data was not filled in."
  }
}
