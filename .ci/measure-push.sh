#!/bin/sh
# Pushes 1,000 objects to each of three real API servers with Flotilla, kubectl and a bare HTTP/2 client, and prints a table.
# Needs the binaries of .ci/kube/build-kube-binaries.sh, and about four minutes on two idle cores.
# Usage: .ci/measure-push.sh [objects] [rounds]      KUBECTL=/path/to/kubectl names another kubectl than that on the PATH
set -eu
cd "$(dirname "$0")/.."
kubectl=${KUBECTL:-$(command -v kubectl)}
echo "$(uname -sm), $(getconf _NPROCESSORS_ONLN) processors, load$(uptime | sed 's/.*load average//')"
echo "kubectl: $("$kubectl" version --client 2>/dev/null | head -1) ($kubectl)"
exec ./mvnw -q test -pl engine -Dsurefire.failIfNoSpecifiedTests=false -Dtest=PushBenchmark -Dflotilla.benchmark=true \
  -Dflotilla.benchmark.objects="${1:-1000}" -Dflotilla.benchmark.rounds="${2:-2}" -Dflotilla.benchmark.kubectl="$kubectl"
