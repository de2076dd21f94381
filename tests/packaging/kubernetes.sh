#!/bin/sh
# packaging/kubernetes: the manifests by themselves, as kustomize builds them, and against the API's types, where kubectl and npm are to
# be had; the image, made by buildah. What the script does on a node is the matter of kubernetes_node.sh.
# shellcheck source=tests/packaging/throwaway_root.sh
. "$(dirname "$0")/throwaway_root.sh"
kubernetes=$project/packaging/kubernetes
manifests() { /usr/bin/python3 "$project/tests/packaging/kubernetes_manifests.py" "$@"; }
throw_away_later trixie-images
mkdir -p "$root/var/lib/containers" "$root/image"
mount -t tmpfs tmpfs "$root/var/lib/containers"
# broken FILE SED-SCRIPT WHAT: what the check finds after that change.
broken() {
    rm -rf "$work/broken"
    cp -r "$kubernetes" "$work/broken"
    sed -i "$2" "$work/broken/$1"
    expect_status 1 manifests check "$work/broken"
    expect_output "$3"
}

sentence "the manifests fit together and to the script"
expect_status 0 manifests check "$kubernetes"

sentence "where they do not, that is found"
broken kustomization.yaml '/serviceaccount/d' "resources: not these files"
broken kustomization.yaml 's/^namespace: .*/namespace: other/' "the namespace has another name"
broken kustomization.yaml 's/name: aa-userns-gen/name: other/' "kustomization.yaml has no image for it"
broken policies/pods.yaml 's/^name: .*/name: other/' "policies/pods.yaml has another name"
broken serviceaccount.yaml 's/false/true/' "a token is mounted"
broken daemonset.yaml 's/serviceAccountName: .*/serviceAccountName: default/' "no such service account"
broken daemonset.yaml 's/hostPID: true/hostPID: false/' "cannot enter the node"
broken daemonset.yaml 's/type: Unconfined/type: RuntimeDefault/' "or load profiles"
broken daemonset.yaml 's/drop: .ALL./drop: []/' "more than it needs"
broken daemonset.yaml 's/-node, verify/-node, prove/' "does not know ['prove']"
broken daemonset.yaml 's/-node, remove/-node, verify/' "what is called when"
broken daemonset.yaml 's|path: /opt/aa-userns-gen|path: /opt/other|' "is not the script's"
broken daemonset.yaml 's|mountPath: /policies|mountPath: /policy|' "apply: its mounts"

if command -v kubectl >/dev/null; then
    sentence "kustomize builds just that"
    kubectl kustomize "$kubernetes" >"$work/built.yaml"
    # sums DOCUMENTS: in one order, without the checksum in the name of the ConfigMap.
    sums() {
        /usr/bin/python3 -c 'import json, sys, yaml
text = sys.stdin.read()
documents = json.loads(text) if text.startswith("[") else list(yaml.safe_load_all(text))
print(json.dumps(sorted(documents, key=lambda one: one["kind"]), sort_keys=True, indent=1))' | sed 's/"policies-[0-9a-z]*"/"policies"/'
    }
    sums <"$work/built.yaml" >"$work/built"
    manifests build "$kubernetes" | sums >"$work/expected"
    expect_same "$work/expected" "$work/built"
else
    close_sentence
    echo "skipped - kubectl is not installed"
fi

# Kept, as the roots of tests/machine are: some 50 MB.
types=$project/build/kubernetes-types
typed() {
    manifests build "$kubernetes" | sed "$1" | manifests types >"$types/manifests.ts"
    (cd "$types" && node_modules/.bin/tsc --noEmit --strict --skipLibCheck --module nodenext --moduleResolution nodenext manifests.ts)
}
mkdir -p "$types"
if [ -e "$types/node_modules/.bin/tsc" ] || (cd "$types" && npm install --silent --no-save kubernetes-models@5.1.0 typescript@5.9.3) >"$work/npm" 2>&1; then
    sentence "the API's types have all that the manifests say, and no unknown key or value would pass"
    expect_status 0 typed ''
    expect_status 2 typed 's/"hostPID"/"hostPid"/'
    expect_output "'\"hostPid\"' does not exist"
    expect_status 2 typed 's/"Unconfined"/"Unconfin"/'
    expect_output '"Unconfin"'
    expect_status 2 typed 's/"periodSeconds": 300/"periodSeconds": "300"/'
    expect_output "Type 'string' is not assignable to type 'number'"
else
    close_sentence
    echo "skipped - npm, or its registry, is not to be had: the manifests were not held against the API's types"
fi

sentence "buildah makes the image of the machine's architecture, with the program and the script"
cp "$kubernetes/Containerfile" "$kubernetes/aa-userns-gen-node" "$root/image"
for architecture in amd64 arm64; do
    cp "$project/build/release/bin/aa-userns-gen" "$root/image/aa-userns-gen_0.1.0_$architecture"
done
mkdir -p "$root/base"
mount --bind "$("$project/tests/machine/userland" trixie)" "$root/base"
# shellcheck disable=SC2016  # expanded by the inner shell
expect_status 0 in_root sh -euc '
    container=$(buildah from scratch)
    tree=$(buildah mount "$container")
    mkdir "$tree/usr"
    cp -a /base/bin /base/lib /base/lib64 "$tree"
    cp -a /base/usr/bin /base/usr/lib /base/usr/lib64 "$tree/usr" || true
    rm -f "$tree/usr/bin/aa-userns-gen"
    buildah commit --quiet "$container" base
    buildah bud --isolation chroot --ulimit nofile=1024:1024 --ulimit nproc=1024:1024 \
        --build-arg BASE=localhost/base --build-arg VERSION=0.1.0 --tag image /image
    container=$(buildah from image)
    buildah mount "$container" >/mounted'
image=$root$(cat "$root/mounted")
expect_same "$project/build/release/bin/aa-userns-gen" "$image/usr/bin/aa-userns-gen"
expect_output "apply, verify, wait or remove?" chroot "$image" aa-userns-gen-node
# shellcheck disable=SC2016  # expanded by the inner shell
expect_status 0 chroot "$image" sh -c 'for name in cat chmod cp env grep mkdir mv nsenter rm sleep sort; do command -v $name; done'
