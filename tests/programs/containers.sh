#!/bin/sh
# Sandboxes and containers of Debian.
# shellcheck source=tests/programs/lib.sh
. /project/tests/programs/lib.sh

bwrap_command='bwrap --unshare-all --ro-bind / / echo it works'
program bubblewrap bubblewrap /usr/bin/bwrap runner "$bwrap_command" "it works"

program rootlesskit rootlesskit /usr/bin/rootlesskit rootless-docker "rootlesskit sh -c 'echo it is \$(id -u)'" "it is 0"

program buildah buildah /usr/bin/buildah suggested "buildah unshare sh -c 'echo it is \$(id -u)'" "it is 0"

program podman podman /usr/bin/podman suggested "podman unshare sh -c 'echo it is \$(id -u)'" "it is 0"

# An image of one empty layer.
su -l tester -c 'python3 -c "
import hashlib, io, json, os, tarfile
os.makedirs(\"image\")
def blob(data):
    name = hashlib.sha256(data).hexdigest()
    open(f\"image/{name}\", \"wb\").write(data)
    return {\"digest\": f\"sha256:{name}\", \"size\": len(data)}
kind = \"application/vnd.oci.image.\"
made = io.BytesIO()
tarfile.open(fileobj=made, mode=\"w\").close()
layer = blob(made.getvalue())
config = blob(json.dumps({\"architecture\": \"amd64\", \"os\": \"linux\", \"rootfs\": {\"type\": \"layers\", \"diff_ids\": [layer[\"digest\"]]}}).encode())
manifest = {\"schemaVersion\": 2, \"mediaType\": kind + \"manifest.v1+json\", \"config\": {\"mediaType\": kind + \"config.v1+json\", **config},
            \"layers\": [{\"mediaType\": kind + \"layer.v1.tar\", **layer}]}
open(\"image/manifest.json\", \"w\").write(json.dumps(manifest))
open(\"image/version\", \"w\").write(\"Directory Transport Version: 1.1\\n\")
"'
program skopeo skopeo /usr/bin/skopeo skopeo \
    "skopeo --insecure-policy copy dir:/home/tester/image containers-storage:localhost/it && echo it works" "it works"
