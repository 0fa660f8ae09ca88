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

# Sourced by the scripts that run what the build has made. They set $root, the project's directory,
# and $name, which appears in messages and file names. Runs on bash 3.2 and BSD tools, as on macOS.
# shellcheck shell=bash
: "${root:?}" "${name:?}"

work=
java_pid=

if [[ -n ${JAVA_HOME:-} && -x $JAVA_HOME/bin/java ]]; then
  java=$JAVA_HOME/bin/java
else
  java=$(command -v java) || {
    echo "$name: a JDK 17 or later is needed: java is not on the PATH and JAVA_HOME is not set" >&2
    exit 1
  }
fi

# Whether a source is newer than what was built from it, or nothing was built yet:
#   is_stale CLASS_PATH_FILE
is_stale() {
  local built=$1
  [[ ! -s $built ]] || ! compgen -G "$root/hdfs-sink-connector/target/*-plugin" >/dev/null ||
    ! compgen -G "$root/gcs-sink-connector/target/*-plugin" >/dev/null ||
    [[ -n $(find "$root/pom.xml" "$root"/*/pom.xml "$root"/*/src "$root"/src-it/*/pom.xml \
      "$root"/src-it/*/src -newer "$built" -type f -not -path '*/src/test/*' | head -n 1) ]]
}

# Prints the module that each such line of Maven's log begins to build.
print_modules() {
  local line pattern='^\[INFO\] Building (Sluice .*[^ ]) +[^ ]+ +\[(.*)\]$'
  while IFS= read -r line; do
    if [[ $line =~ $pattern ]]; then
      echo "  ${BASH_REMATCH[1]} (${BASH_REMATCH[2]})"
    fi
  done
}

# Builds modules of src-it, separated by commas and the one to run first, with the Maven wrapper if a source has changed, without tests, and names
# the modules on standard error.
#   build_if_needed MODULE[,MODULE...]
build_if_needed() {
  local built=$root/src-it/${1%%,*}/target/run.classpath log
  is_stale "$built" || return 0
  log=$(mktemp "${TMPDIR:-/tmp}/sluice-build.XXXXXX")
  echo "$name: building; the first time this downloads about 500 MB and takes some minutes" >&2
  if (cd "$root" && ./mvnw -B -ntp -DskipTests -pl "src-it/${1//,/,src-it/}" -am package) 2>&1 | tee "$log" |
    print_modules >&2; then
    touch "$built"
    rm -f "$log"
  else
    grep -E '^\[ERROR\]' "$log" | head -20 >&2 || tail -20 "$log" >&2
    echo "$name: the build failed; its log is $log" >&2
    exit 1
  fi
}

# Runs at every exit. Background jobs of a script ignore Ctrl-C, so the process is ended with SIGTERM.
# Its servers end with it, and may hold their files a moment longer, so the removal is repeated.
clean_up() {
  local status=$?
  trap - EXIT
  trap '' INT TERM HUP
  if [[ -n $java_pid ]] && kill -TERM "$java_pid" 2>/dev/null; then
    wait "$java_pid" 2>/dev/null || true
  fi
  if [[ -n $work ]]; then
    if ((status == 1)) && compgen -G "$work/*.log" >/dev/null; then
      local kept=$root/src-it/target/$name-logs
      rm -rf "$kept"
      mkdir -p "$kept"
      cp "$work"/*.log "$kept/"
      echo "$name: the logs of the servers are in src-it/target/$name-logs" >&2
    fi
    until rm -rf "$work" 2>/dev/null; do
      sleep 0.1
    done
  fi
  exit "$status"
}

# Runs a main class of a module of src-it, with a working directory that is removed afterwards.
#   run_main MODULE[,MODULE...] CLASS [ARGUMENT...]
run_main() {
  local target=$root/src-it/${1%%,*}/target
  trap clean_up EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  build_if_needed "$1"
  shift
  work=$(mktemp -d "${TMPDIR:-/tmp}/sluice-$name.XXXXXX")
  "$java" -Xmx2g -Dlog4j2.configurationFile=log4j2.xml \
    -Dsluice.root="$root" -Dsluice.work="$work" -Djava.io.tmpdir="$work" \
    -cp "$target/classes:$(cat "$target/run.classpath")" "$@" &
  java_pid=$!
  local status=0
  wait "$java_pid" || status=$?
  java_pid=
  exit "$status"
}
