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

# Sourced by the scripts that run what the build leaves. Wants $root, the project's directory; sets
# $java and $harness_class_path.

if [[ -n ${JAVA_HOME:-} && -x $JAVA_HOME/bin/java ]]; then
  java=$JAVA_HOME/bin/java
else
  java=$(command -v java) || {
    echo "a JDK 17 or later is needed: java is not on the PATH and JAVA_HOME is not set" >&2
    exit 1
  }
fi

# Whether a source is newer than what was built from it.
is_stale() {
  local built=$root/src-it/target/harness.classpath
  [[ ! -s $built ]] || ! compgen -G "$root/hdfs-sink-connector/target/*-plugin" >/dev/null ||
    [[ -n $(find "$root/pom.xml" "$root"/*/pom.xml "$root"/*/src -newer "$built" -type f \
      -not -path '*/src/test/*' -print -quit) ]]
}

# Builds with the Maven wrapper, saying on standard error what it builds; tests are not run.
build_if_needed() {
  if is_stale; then
    local log
    log=$(mktemp "${TMPDIR:-/tmp}/sluice-build.XXXXXX")
    echo "building (the first time this downloads about 500 MB and takes some minutes)" >&2
    if (cd "$root" && ./mvnw -B -ntp -DskipTests package) 2>&1 | tee "$log" |
      sed -un 's/^\[INFO\] Building \(Sluice [^ ].*\) [^ ]* *\[\(.*\)\]$/  \1 (\2)/p' >&2; then
      touch "$root/src-it/target/harness.classpath"
      rm -f "$log"
    else
      grep -E '^\[ERROR\]|error:' "$log" | head -20 >&2 || tail -20 "$log" >&2
      echo "the build failed; its log is $log" >&2
      exit 1
    fi
  fi
  harness_class_path=$root/src-it/target/classes:$(cat "$root/src-it/target/harness.classpath")
}
