/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.sluice.simulator;

import io.sluice.simulator.Scenario.Focus;
import java.util.List;

/** Mistakes in writing records, rebuilding files and reporting offsets. */
final class WriteVariants {
  private static final String WRITER = "io/sluice/writer/RecordWriter.java";
  private static final String REBUILDS = "io/sluice/writer/Rebuilds.java";
  private static final String STATE = "io/sluice/ledger/PartitionState.java";
  private static final String ENGINE = "io/sluice/engine/SinkEngine.java";

  private static final String IN_DECLARED_SET = "if (rebuild.file.offsets().contains(offset)) {";
  private static final String IF_PASSED = "if (next > rebuild.file.offsets().last()) {";

  private WriteVariants() {}

  static List<Variant> all() {
    return List.of(
        Variant.of(
            "no high water",
            WRITER,
            "    if (offset < before) {\n",
            "    if (offset < state.base()) {\n"),
        Variant.of(
                "settled by path instead of by offset",
                WRITER,
                "    if (state.settled(offset)) {\n",
                "    if (state.settled(offset) && knows(paths.group(record, now.clock()), offset)) {\n")
            .and(
                WRITER,
                "      file = files.file(",
                "      settledByPath.put(paths.group(record, now.clock()), state.next());\n"
                    + "      file = files.file(")
            .and(
                WRITER,
                """
                  private void reject(
                """,
                """
                  private final java.util.Map<String, Long> settledByPath = new java.util.HashMap<>();

                  private boolean knows(String group, long offset) {
                    return settledByPath.getOrDefault(group, -1L) >= offset;
                  }

                  private void reject(
                """),
        Variant.of(
            "rejected counts as settled before its report is acknowledged",
            STATE,
            "    rejected.add(offset);",
            "    skip(offset, offset);"),
        Variant.of(
                "rebuild ignores the set",
                REBUILDS,
                IN_DECLARED_SET,
                "if (offset >= rebuild.file.offsets().first()\n"
                    + "          && (rebuild.open == null\n"
                    + "              || rebuild.open.records() < rebuild.file.count())) {")
            .in(Focus.REBUILDS),
        Variant.of(
                "rebuild takes the whole range",
                REBUILDS,
                IN_DECLARED_SET,
                "if (offset >= rebuild.file.offsets().first()\n"
                    + "          && offset <= rebuild.file.offsets().last()) {")
            .in(Focus.REBUILDS),
        Variant.of(
                "rebuild published partly filled",
                REBUILDS,
                IF_PASSED,
                "if (next > rebuild.file.offsets().first()) {")
            .in(Focus.REBUILDS),
        Variant.of(
                "rebuild waits for vanished offsets",
                REBUILDS,
                IF_PASSED,
                "if (open(rebuild, now).records() >= rebuild.file.count()) {")
            .in(Focus.REBUILDS),
        Variant.of(
                "rebuild uses current settings",
                REBUILDS,
                "settings.formatNamed().apply(file.format(), file.compression())",
                "settings.format()")
            .in(Focus.REBUILDS),
        Variant.of(
            "preCommit returns the position",
            ENGINE,
            "      long base = writer.base();",
            "      long base = position == null ? writer.base() : position.offset();"),
        Variant.of(
                "a gap is declared twice", STATE, "|| owned(OffsetSet.of(before, offset - 1))", "")
            .in(Focus.REBUILDS));
  }
}
