#!/bin/sh
# packaging/terraform: the user-data is that of cloud-init with what it leaves open filled in; by Terraform and Node where they are installed.
set -eu
project=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=tests/machine/sentences.sh
. "$project/tests/machine/sentences.sh"
work=$(mktemp -d)
clean_up() { rm -rf "$work"; }
published=$project/packaging/cloud-init/runner.yaml
folder='https://downloads.example/0.1.0'
amd64=$(echo amd64 | sha256sum | cut -c 1-64)
arm64=$(echo arm64 | sha256sum | cut -c 1-64)
sed -e "s|^\( *url\)=https://FILL-IN.example/\(.*\)|\1='$folder/\2'|" -e "/_amd64.deb/{n;s|FILL-IN|$amd64|}" \
    -e "/_arm64.deb/{n;s|FILL-IN|$arm64|}" "$published" >"$work/expected"

sentence "two lines for each architecture are to be filled in, and no others"
expect_output 4 sh -c "grep -c 'FILL-IN' '$published'"
expect_no_output sh -c "grep '=.*FILL-IN' '$work/expected'"
# shellcheck disable=SC2016  # it is Terraform's
expect_output 'file("${path.module}/../cloud-init/runner.yaml")' cat "$project/packaging/terraform/main.tf"

if command -v node >/dev/null; then
    sentence "the lines for Pulumi fill in these"
    {
        # shellcheck disable=SC2016  # not for this shell
        sed -n '/^```js/,/^```/p' "$project/packaging/terraform/README.md" | sed '/^```/d'
        echo 'process.stdout.write(userData({ folder: process.argv[2], sha256: { amd64: process.argv[3], arm64: process.argv[4] } }, process.argv[5]));'
    } >"$work/pulumi.js"
    node "$work/pulumi.js" "$folder" "$amd64" "$arm64" "$published" >"$work/by-pulumi"
    expect_same "$work/expected" "$work/by-pulumi"
else
    close_sentence
    echo "skipped - node is not installed"
fi

terraform=$(command -v terraform || command -v tofu) || {
    close_sentence
    echo "skipped - neither terraform nor tofu is installed"
    exit
}
# As a module of a repository that was fetched.
cp -r "$project/packaging" "$work/fetched"
cd "$work/fetched/terraform"
export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1 TF_CLI_CONFIG_FILE=/dev/null TF_PLUGIN_CACHE_DIR=
by_terraform() { "$terraform" apply -auto-approve -no-color -input=false -var "folder=$1" -var "sha256={amd64=\"$2\",arm64=\"$3\"}"; }

sentence "Terraform finds the module well formed, and its output is the same user-data"
expect_status 0 "$terraform" fmt -check -no-color
expect_status 0 "$terraform" init -no-color -input=false
expect_status 0 "$terraform" validate -no-color
expect_status 0 by_terraform "$folder" "$amd64" "$arm64"
"$terraform" output -raw user_data >"$work/by-terraform"
expect_same "$work/expected" "$work/by-terraform"

sentence "it takes no address and no checksum that could become something else"
# shellcheck disable=SC2016  # for no shell
for wrong in "http://downloads.example/a" "https://a.example/'; touch /tmp/owned; '" 'https://a.example/$(id)' "https://a.example/a
b"; do
    expect_status 1 by_terraform "$wrong" "$amd64" "$arm64"
    expect_output "It has to be https://"
done
expect_status 1 by_terraform "$folder" "$amd64" "${arm64}0"
expect_output "64 hexadecimal digits"

sentence "it fails where something is left open"
echo "# left=FILL-IN" >>"$work/fetched/cloud-init/runner.yaml"
expect_status 1 by_terraform "$folder" "$amd64" "$arm64"
expect_output "was not filled in"
