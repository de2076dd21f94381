#!/usr/bin/env python3
"""kubernetes_manifests.py check FOLDER: whether its manifests fit together, and to the script. Prints what does not.
kubernetes_manifests.py build FOLDER: what kustomize makes of them, as a list of JSON, but for the checksum in the ConfigMap's name.
kubernetes_manifests.py types <JSON: that list as TypeScript, for a compiler to hold against the API's types."""
import json
import re
import sys
from pathlib import Path

import yaml


def load(path):
    return list(yaml.safe_load_all(path.read_text()))


def build(folder):
    [kustomization] = load(folder / "kustomization.yaml")
    documents = [document for name in kustomization["resources"] for document in load(folder / name)]
    for generated in kustomization["configMapGenerator"]:
        data = {Path(name).name: (folder / name).read_text() for name in generated["files"]}
        documents.append({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": generated["name"]}, "data": data})
    images = {image["name"]: f"{image['newName']}:{image['newTag']}" for image in kustomization["images"]}
    for document in documents:
        if document["kind"] != "Namespace":
            document["metadata"]["namespace"] = kustomization["namespace"]
        for container in containers(document):
            container["image"] = images.get(container["image"], container["image"])
    return documents


def containers(document):
    pod = document.get("spec", {}).get("template", {}).get("spec", {})
    return [*pod.get("initContainers", []), *pod.get("containers", [])]


def commands(container):
    yield container["command"]
    yield from (container[key]["exec"]["command"] for key in ("readinessProbe",) if key in container)
    yield from (hook["exec"]["command"] for hook in container.get("lifecycle", {}).values())


def constant(script, name):
    return re.search(rf"^{name}=(\S+)$", script, re.MULTILINE)[1]


def mistakes(folder):
    [kustomization] = load(folder / "kustomization.yaml")
    script = (folder / "aa-userns-gen-node").read_text()
    files = {path.name for path in folder.glob("*.yaml")} - {"kustomization.yaml"}
    if files != set(kustomization["resources"]):
        yield f"resources: not these files: {files ^ set(kustomization['resources'])}"
        return
    policies = {f"policies/{path.name}" for path in folder.glob("policies/*")}
    if policies != {name for each in kustomization["configMapGenerator"] for name in each["files"]}:
        yield "configMapGenerator: not the files of policies"
    for name in policies:
        [policy] = load(folder / name)
        if f"policies/{policy['name']}.yaml" != name:
            yield f"{name} has another name"
    documents = {document["kind"]: document for document in build(folder)}
    daemons, account = documents["DaemonSet"]["spec"], documents["ServiceAccount"]
    if documents["Namespace"]["metadata"]["name"] != kustomization["namespace"]:
        yield "the namespace has another name"
    labels, selector = daemons["template"]["metadata"]["labels"], daemons["selector"]["matchLabels"]
    if not selector.items() <= labels.items() or not selector:
        yield "the selector does not select the pods"
    pod = daemons["template"]["spec"]
    if pod["serviceAccountName"] != account["metadata"]["name"]:
        yield "there is no such service account"
    if account["automountServiceAccountToken"] is not False or pod["automountServiceAccountToken"] is not False:
        yield "a token is mounted"
    if not pod["hostPID"] or pod["securityContext"]["appArmorProfile"] != {"type": "Unconfined"}:
        yield "it cannot enter the node's mount namespace, or load profiles"
    volumes = {volume["name"]: volume for volume in pod["volumes"]}
    places = {volumes["node"]["hostPath"]["path"]: "node", constant(script, "policies"): "policies"}
    if volumes["node"]["hostPath"]["path"] != constant(script, "node"):
        yield "the folder on the node is not the script's"
    if volumes["policies"]["configMap"]["name"] != documents["ConfigMap"]["metadata"]["name"]:
        yield "there is no such ConfigMap"
    known = set(re.search(r"^case .*\n((?:    .*\n)*)esac", script, re.MULTILINE)[1].replace("|", " ").replace(")", " ").split())
    for container in containers(documents["DaemonSet"]):
        if {mount["mountPath"]: mount["name"] for mount in container["volumeMounts"]} != places:
            yield f"{container['name']}: its mounts"
        context = container["securityContext"]
        if context["capabilities"]["drop"] != ["ALL"] or context.get("privileged") or not context["readOnlyRootFilesystem"]:
            yield f"{container['name']}: it has more than it needs"
        for program, *words in commands(container):
            if program != "aa-userns-gen-node" or len(words) != 1 or words[0] not in known:
                yield f"{container['name']}: the script does not know {words}"
        if container["image"] == "aa-userns-gen":
            yield f"{container['name']}: kustomization.yaml has no image for it"
    [init], [main] = pod["initContainers"], pod["containers"]
    called = [words[1] for container in (init, main) for words in commands(container)]
    if called != ["apply", "wait", "verify", "remove"]:
        yield f"what is called when: {called}"


def types(documents):
    for number, document in enumerate(documents):
        kind = document["kind"]
        print(f'import type {{ I{kind} as K{number} }} from "kubernetes-models/{document["apiVersion"]}";')
        print(f"export const document{number}: K{number} = {json.dumps(document, indent=1)};")


def main():
    command, *folder = sys.argv[1:]
    if command == "types":
        types(json.load(sys.stdin))
        return 0
    if command == "build":
        print(json.dumps(build(Path(*folder))))
        return 0
    found = list(mistakes(Path(*folder)))
    print("\n".join(found) or "no mistakes")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
