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
package io.sluice.engine;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * Estimates the heap bytes of Connect's values. It measures a bounded number of parts, and assumes
 * that the rest of a collection has the same average size. Confined to one thread.
 */
final class HeapSize {
  private static final int MAX_PARTS = 1000;

  private static final long REFERENCE = 8;
  private static final long BOX = 24;
  private static final long ARRAY = 24;
  private static final long TEXT = 48;
  private static final long COLLECTION = 64;
  private static final long MAP_ENTRY = 48;

  private int parts;

  /** Estimated bytes of a value and everything below it; 0 for null. */
  long of(Object value) {
    parts = 0;
    return measure(value);
  }

  static long ofText(String text) {
    return TEXT + text.length();
  }

  static long ofBytes(byte[] bytes) {
    return ARRAY + bytes.length;
  }

  private long measure(Object value) {
    parts++;
    if (value == null) {
      return 0;
    }
    if (value instanceof String text) {
      return ofText(text);
    }
    if (value instanceof byte[] bytes) {
      return ofBytes(bytes);
    }
    if (value instanceof ByteBuffer buffer) {
      return COLLECTION + buffer.capacity();
    }
    if (value instanceof Struct struct) {
      return measure(struct);
    }
    if (value instanceof Map<?, ?> map) {
      return measure(map);
    }
    if (value instanceof List<?> list) {
      return measure(list);
    }
    return BOX;
  }

  private long measure(Struct struct) {
    List<Field> fields = struct.schema().fields();
    long bytes = 0;
    int seen = 0;
    while (seen < fields.size() && parts < MAX_PARTS) {
      // get would return the default instead of null, and the default belongs to the schema.
      bytes += REFERENCE + measure(struct.getWithoutDefault(fields.get(seen).name()));
      seen++;
    }
    return COLLECTION + extrapolated(bytes, seen, fields.size());
  }

  private long measure(Map<?, ?> map) {
    long bytes = 0;
    int seen = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (parts >= MAX_PARTS) {
        break;
      }
      bytes += MAP_ENTRY + measure(entry.getKey()) + measure(entry.getValue());
      seen++;
    }
    return COLLECTION + extrapolated(bytes, seen, map.size());
  }

  private long measure(List<?> list) {
    long bytes = 0;
    int seen = 0;
    for (Object item : list) {
      if (parts >= MAX_PARTS) {
        break;
      }
      bytes += REFERENCE + measure(item);
      seen++;
    }
    return COLLECTION + extrapolated(bytes, seen, list.size());
  }

  private static long extrapolated(long bytes, int seen, int size) {
    if (seen == size) {
      return bytes;
    }
    return seen == 0 ? size * BOX : bytes / seen * size;
  }
}
