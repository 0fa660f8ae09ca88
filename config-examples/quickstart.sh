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

# Sends log lines through Kafka into files on HDFS and proves that every line arrived exactly once.
# Needs JDK 17 or later; the first run also needs the network. quickstart.sh --help lists options.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck disable=SC2034 # read by launch.sh
name=quickstart
# shellcheck source=src-it/launch.sh
source "$root/src-it/launch.sh"
run_main harness io.sluice.it.demo.Quickstart "$@"
