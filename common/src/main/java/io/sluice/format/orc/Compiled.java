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
package io.sluice.format.orc;

import io.sluice.config.OrcTimestamp;
import io.sluice.format.type.Column;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;
import org.apache.orc.TypeDescription;

/**
 * A schema with its columns.
 *
 * @param type the type in the file's footer
 * @param root the column of the values
 * @param json Connect's schema
 * @param writerBytes approximate heap of the library's writer beyond its own estimate
 */
record Compiled(TypeDescription type, OrcColumn root, String json, long writerBytes) {
  // Indexes, statistics and the stream of nulls.
  private static final int COLUMN_BYTES = 2 * 1024;
  // Four arrays of 512 numbers, from which the run length encoder chooses the shortest form.
  private static final int INTEGER_ENCODER_BYTES = 16 * 1024;

  /**
   * @throws DataException if ORC cannot express the type
   */
  static Compiled of(Column value, OrcTimestamp timestamps, String json) {
    TypeDescription type = OrcSchemaMapper.map(value, timestamps);
    return new Compiled(type, OrcColumns.ofFile(value), json, writerBytes(type));
  }

  private static long writerBytes(TypeDescription type) {
    long bytes = COLUMN_BYTES + (long) INTEGER_ENCODER_BYTES * integerEncoders(type.getCategory());
    List<TypeDescription> children = type.getChildren();
    if (children != null) {
      for (TypeDescription child : children) {
        bytes += writerBytes(child);
      }
    }
    return bytes;
  }

  private static int integerEncoders(TypeDescription.Category category) {
    return switch (category) {
      case SHORT, INT, LONG, DATE -> 1;
      // Lengths.
      case BINARY, LIST, MAP -> 1;
      // Scales.
      case DECIMAL -> 1;
      // Lengths, and positions in the dictionary.
      case STRING -> 2;
      // Seconds and nanoseconds.
      case TIMESTAMP, TIMESTAMP_INSTANT -> 2;
      default -> 0;
    };
  }
}
