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
package io.sluice.format.avro;

import io.sluice.format.type.Column;
import io.sluice.format.type.FileType;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;

/** Unions with other branches than null. */
final class AvroUnions {
  private AvroUnions() {}

  /** Whether the readers of a union can distinguish its branches. */
  static boolean permits(FileType.Union union) {
    Set<String> names = new HashSet<>();
    for (Column branch : union.branches().columns()) {
      String name = name(branch);
      if (name == null || !names.add(name)) {
        return false;
      }
    }
    return !names.isEmpty();
  }

  /** The name that distinguishes a branch; null if there is none. */
  private static String name(Column branch) {
    FileType type = branch.type();
    return switch (type.kind()) {
      case STRUCT_OF, MARKER -> named(branch.schema().name());
      case SYMBOLS ->
          AvroScalars.permits((FileType.Symbols) type)
              ? named(((FileType.Symbols) type).name())
              : Schema.Type.STRING.getName();
      case FIXED -> named(((FileType.Fixed) type).name());
      case LIST_OF -> Schema.Type.ARRAY.getName();
      case MAP_OF ->
          AvroSchemaMapper.hasTextKeys((FileType.MapOf) type)
              ? Schema.Type.MAP.getName()
              : Schema.Type.ARRAY.getName();
      case UNION -> null;
      default -> AvroScalars.primitive(type).getName();
    };
  }

  private static String named(String name) {
    return name == null ? null : AvroNames.full(name);
  }
}
