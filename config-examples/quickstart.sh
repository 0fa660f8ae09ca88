#!/usr/bin/env bash
# Licensed under the Apache License, Version 2.0 (the "License");
# you may not use this file except in compliance with the License.
# You may obtain a copy of the License at
#
#     http://www.apache.org/licenses/LICENSE-2.0
#
# Unless required by applicable law or agreed to in writing, software
# distributed under the License is distributed on an "AS IS" BASIS,
# WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
# See the License for the specific language governing permissions and
# limitations under the License.

# Sends a log file through Kafka into files on HDFS and proves that every line arrived once.
# Needs a JDK 17 or later; the first run also needs the network. quickstart.sh --help lists options.
set -euo pipefail

called_from=$PWD
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=../src-it/build-if-needed.sh
source "$root/src-it/build-if-needed.sh"

work=
java_pid=

# Background jobs of a script ignore Ctrl-C, so the process is told to end by SIGTERM; its servers
# end with it. They may need a moment to let go of their files.
clean_up() {
  local status=$?
  trap - EXIT INT TERM HUP
  if [[ -n $java_pid ]] && kill -TERM "$java_pid" 2>/dev/null; then
    wait "$java_pid" 2>/dev/null || true
  fi
  if [[ -n $work ]]; then
    if ((status != 0 && status != 2 && status < 128)); then
      rm -rf "$root/src-it/target/quickstart-logs"
      mkdir -p "$root/src-it/target/quickstart-logs"
      cp "$work"/*.log "$root/src-it/target/quickstart-logs/" 2>/dev/null || true
      echo "quickstart: the logs of the servers are in src-it/target/quickstart-logs" >&2
    fi
    until rm -rf "$work" 2>/dev/null; do
      sleep 0.1
    done
  fi
  exit "$status"
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

build_if_needed
work=$(mktemp -d "${TMPDIR:-/tmp}/sluice-quickstart.XXXXXX")
cd "$called_from"
"$java" -Xmx1g -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dsluice.root="$root" \
  -cp "$harness_class_path" io.sluice.it.demo.Quickstart --work-dir "$work" "$@" &
java_pid=$!
status=0
wait "$java_pid" || status=$?
java_pid=
exit "$status"
