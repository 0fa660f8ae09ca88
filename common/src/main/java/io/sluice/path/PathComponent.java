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
package io.sluice.path;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One component of a partition's paths: constant texts, slots and offsets.
 *
 * @param parts in their order
 */
record PathComponent(List<Part> parts) {

  /** A part of a component. */
  sealed interface Part {}

  /**
   * A text that is the same in all paths of a partition.
   *
   * @param cuttable whether it is a value, which is cut to a prefix and a hash if the component is
   *     too long
   */
  record Constant(String text, boolean cuttable) implements Part {}

  /** The text of a slot. */
  record Dynamic(int slot, boolean cuttable) implements Part {}

  /** The text of a slot with slashes between levels; the only part of its component. */
  record Levels(int slot) implements Part {}

  /** The first or last offset of the file. */
  record Bound(boolean first) implements Part {}

  PathComponent {
    parts = List.copyOf(parts);
  }

  /**
   * Assembles the component, or several if the value has levels. If it is too long, values are cut,
   * the longest first; only if that is not enough, the component itself is cut.
   *
   * @param texts the texts of all slots
   * @param start the first offset, used by {@link Bound}
   * @param end the last offset, used by {@link Bound}
   * @param maxBytes at least {@link Cut#MIN_BYTES}
   */
  String assemble(String[] texts, long start, long end, int maxBytes) {
    if (parts.get(0) instanceof Levels levels) {
      return Arrays.stream(texts[levels.slot()].split("/"))
          .map(level -> Cut.fit(level, maxBytes))
          .collect(Collectors.joining("/"));
    }
    String[] pieces = new String[parts.size()];
    int[] lengths = new int[pieces.length];
    int total = 0;
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = text(parts.get(i), texts, start, end);
      lengths[i] = Cut.utf8Length(pieces[i]);
      total += lengths[i];
    }
    while (total > maxBytes) {
      int longest = longestCuttable(lengths);
      if (longest < 0) {
        return Cut.fit(String.join("", pieces), maxBytes);
      }
      int allowed = Math.max(Cut.MIN_BYTES, lengths[longest] - (total - maxBytes));
      pieces[longest] = Cut.fit(pieces[longest], allowed);
      total -= lengths[longest];
      lengths[longest] = Cut.utf8Length(pieces[longest]);
      total += lengths[longest];
    }
    return String.join("", pieces);
  }

  /** The most levels of a directory that this is. */
  int mostLevels() {
    return parts.get(0) instanceof Levels ? Piece.Value.MOST_LEVELS : 1;
  }

  private int longestCuttable(int[] lengths) {
    int longest = -1;
    for (int i = 0; i < lengths.length; i++) {
      if (isCuttable(parts.get(i))
          && lengths[i] > Cut.MIN_BYTES
          && (longest < 0 || lengths[i] > lengths[longest])) {
        longest = i;
      }
    }
    return longest;
  }

  private static boolean isCuttable(Part part) {
    return part instanceof Constant constant && constant.cuttable()
        || part instanceof Dynamic dynamic && dynamic.cuttable();
  }

  private static String text(Part part, String[] texts, long start, long end) {
    if (part instanceof Constant constant) {
      return constant.text();
    }
    if (part instanceof Dynamic dynamic) {
      return texts[dynamic.slot()];
    }
    return padded(((Bound) part).first() ? start : end);
  }

  private static String padded(long offset) {
    String digits = Long.toString(offset);
    return "0".repeat(Math.max(0, 10 - digits.length())) + digits;
  }
}
