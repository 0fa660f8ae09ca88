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

import io.sluice.path.Piece.Literal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Checks that the topic, the partition and an offset of a file can be read from its path, for all
 * values.
 *
 * <p>Encoded values contain safe characters and those beyond ASCII. A component is therefore split
 * at all other characters of its literals. Within such a segment, numbers are read from both ends
 * as long as a literal or the segment's end shows where they end; if one piece remains between
 * them, it is known, too.
 */
final class NameUniqueness {

  /** The parts that must be readable from the path. */
  enum Part {
    TOPIC("{topic}"),
    PARTITION("{partition}"),
    OFFSET("{start}");

    private final String token;

    Part(String token) {
      this.token = token;
    }
  }

  private NameUniqueness() {}

  /** Returns the problem and its remedy, or null if each path is unique. */
  static String problem(List<List<Piece>> directory, List<Piece> file) {
    Set<Part> known = EnumSet.noneOf(Part.class);
    Set<Part> present = EnumSet.noneOf(Part.class);
    List<List<Piece>> components = new ArrayList<>(directory);
    components.add(file);
    for (List<Piece> component : components) {
      component.stream().map(NameUniqueness::part).filter(p -> p != null).forEach(present::add);
      for (List<Piece> segment : segments(component)) {
        readOff(segment, known);
      }
    }
    for (Part part : Part.values()) {
      if (!known.contains(part)) {
        return "it does not make names unique per topic, partition and offset: "
            + (present.contains(part)
                ? part.token
                    + " cannot be distinguished from its neighbours; put a + on both"
                    + " sides of it"
                : "add " + part.token);
      }
    }
    return null;
  }

  private static Part part(Piece piece) {
    if (piece instanceof Piece.SourceTopic) {
      return Part.TOPIC;
    }
    if (piece instanceof Piece.Partition) {
      return Part.PARTITION;
    }
    return piece instanceof Piece.Offset ? Part.OFFSET : null;
  }

  private static List<List<Piece>> segments(List<Piece> component) {
    List<List<Piece>> segments = new ArrayList<>();
    List<Piece> segment = new ArrayList<>();
    for (Piece piece : component) {
      if (!(piece instanceof Literal literal)) {
        segment.add(piece);
        continue;
      }
      int start = 0;
      for (int i = 0; i < literal.text().length(); i++) {
        if (separates(literal.text().charAt(i), component)) {
          addLiteral(segment, literal.text().substring(start, i));
          segments.add(segment);
          segment = new ArrayList<>();
          start = i + 1;
        }
      }
      addLiteral(segment, literal.text().substring(start));
    }
    segments.add(segment);
    return segments;
  }

  private static void addLiteral(List<Piece> segment, String text) {
    if (!text.isEmpty()) {
      segment.add(new Literal(text));
    }
  }

  /** Whether no value, time or fallback in the component can produce this character. */
  private static boolean separates(char c, List<Piece> component) {
    if (PathEscape.isSafe(c) || c == '%' || c >= 0x80) {
      return false;
    }
    for (Piece piece : component) {
      if (c == '=' && piece instanceof Piece.Time
          || piece instanceof Piece.Value value
              && value.fallback() != null
              && value.fallback().indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static void readOff(List<Piece> segment, Set<Part> known) {
    int low = 0;
    while (low < segment.size() && ends(segment, low, low + 1)) {
      addPart(segment.get(low++), known);
    }
    int high = segment.size() - 1;
    while (high > low && ends(segment, high, high - 1)) {
      addPart(segment.get(high--), known);
    }
    if (low == high) {
      addPart(segment.get(low), known);
    }
  }

  private static void addPart(Piece piece, Set<Part> known) {
    Part part = part(piece);
    if (part != null) {
      known.add(part);
    }
  }

  /** Whether the end of a piece is known if its beginning is. */
  private static boolean ends(List<Piece> segment, int index, int neighbour) {
    Piece piece = segment.get(index);
    if (piece instanceof Literal) {
      return true;
    }
    if (piece instanceof Piece.Time time) {
      return time.format().fixedWidth();
    }
    if (!(piece instanceof Piece.Partition) && !(piece instanceof Piece.Offset)) {
      return false;
    }
    if (neighbour < 0 || neighbour == segment.size()) {
      return true;
    }
    if (!(segment.get(neighbour) instanceof Literal literal)) {
      return false;
    }
    String text = literal.text();
    return !Character.isDigit(text.charAt(neighbour > index ? 0 : text.length() - 1));
  }
}
