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
package io.sluice.format.type;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/**
 * Avro's types for which Connect has none, as the converters of schema registries mark them in
 * parameters and names.
 */
final class Registered {
  private static final String ENUM = "io.confluent.connect.avro.Enum";
  private static final String ENUM_DEFAULT = "io.confluent.connect.avro.enum.default.";
  private static final String UNION = "io.confluent.connect.avro.Union";
  private static final String FIXED_SIZE = "connect.fixed.size";

  // Enums of Protobuf are open: a value may have no symbol, which an enum of Avro cannot hold.
  private static final String PROTOBUF = "io.confluent.connect.protobuf.";

  // With the converters' option generalized.sum.type.support.
  private static final String SUM_ENUM = "org.apache.kafka.connect.data.Enum";
  private static final String SUM_UNION = "org.apache.kafka.connect.data.Union";
  private static final String SUM_UNION_FIELD = "connect_union_field_";

  private Registered() {}

  /** The enum that a text is a symbol of. */
  static Optional<FileType> symbols(Schema schema) {
    Map<String, String> parameters = schema.parameters();
    if (parameters == null || !beginningWith(PROTOBUF, parameters).isEmpty()) {
      return Optional.empty();
    }
    String name = parameters.getOrDefault(ENUM, schema.name());
    List<String> symbols =
        parameters.containsKey(ENUM)
            // The parameters have no order that all copies of a schema share.
            ? List.copyOf(beginningWith(ENUM + '.', parameters).values())
            : byOrdinal(beginningWith(SUM_ENUM + '.', parameters));
    if (name == null || symbols.isEmpty()) {
      return Optional.empty();
    }
    String otherwise =
        beginningWith(ENUM_DEFAULT, parameters).values().stream()
            .filter(symbols::contains)
            .findFirst()
            .orElse(null);
    return Optional.of(new FileType.Symbols(name, symbols, otherwise));
  }

  /** The fixed that bytes are a value of. */
  static Optional<FileType> fixed(Schema schema) {
    String size = schema.parameters() == null ? null : schema.parameters().get(FIXED_SIZE);
    try {
      return size == null || Integer.parseInt(size) < 1
          ? Optional.empty()
          : Optional.of(new FileType.Fixed(schema.name(), Integer.parseInt(size)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether a struct has a field for each branch of a union. */
  static boolean isUnion(Schema struct) {
    boolean optional = struct.fields().stream().allMatch(field -> field.schema().isOptional());
    return optional && (UNION.equals(struct.name()) || isGeneralized(struct));
  }

  private static boolean isGeneralized(Schema struct) {
    return struct.parameters() != null
        && struct.parameters().containsKey(SUM_UNION)
        // In unions of Protobuf the names of the fields are data, which a union cannot hold.
        && struct.fields().stream().map(Field::name).allMatch(Registered::isBranch);
  }

  private static boolean isBranch(String field) {
    return field.startsWith(SUM_UNION_FIELD);
  }

  private static TreeMap<String, String> beginningWith(
      String prefix, Map<String, String> parameters) {
    TreeMap<String, String> found = new TreeMap<>();
    parameters.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), value);
          }
        });
    return found;
  }

  private static List<String> byOrdinal(Map<String, String> ordinals) {
    List<String> symbols = new ArrayList<>(ordinals.keySet());
    try {
      symbols.sort(Comparator.comparingInt(each -> Integer.parseInt(ordinals.get(each))));
    } catch (NumberFormatException e) {
      return List.of();
    }
    return symbols;
  }
}
