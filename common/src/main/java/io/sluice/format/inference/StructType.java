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
package io.sluice.format.inference;

import io.sluice.config.InferredNumbers;
import io.sluice.format.value.Misfit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Objects, any of whose fields may be missing.
 *
 * @param fields in the order in which they were first seen, those of one object by name; must not
 *     be changed
 */
record StructType(Map<String, InferredType> fields) implements InferredType {
  static final StructType EMPTY = new StructType(Map.of());

  /** A limit, because keys that are data would become a field each. */
  static final int MAX_FIELDS = 10_000;

  @Override
  public InferredType with(Object value) {
    if (value == null) {
      return this;
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw InferredType.mixed(this, value);
    }
    Map<String, InferredType> changed = null;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = (String) entry.getKey();
      InferredType known = fields.get(name);
      InferredType widened = with(known == null ? UNKNOWN : known, name, entry.getValue());
      if (widened != known) {
        changed = changed == null ? new HashMap<>() : changed;
        changed.put(name, widened);
      }
    }
    return changed == null ? this : merged(changed);
  }

  private static InferredType with(InferredType known, String name, Object value) {
    try {
      return known.with(value);
    } catch (Misfit e) {
      throw e.in(name);
    }
  }

  private StructType merged(Map<String, InferredType> changed) {
    Map<String, InferredType> all = new LinkedHashMap<>(fields);
    // Existing keys keep their place.
    all.putAll(new TreeMap<>(changed));
    if (all.size() > MAX_FIELDS) {
      throw new Misfit(
          "its objects have more than "
              + MAX_FIELDS
              + " different fields, so their names seem to be data; have the producer send an array of"
              + " objects, or use format=json");
    }
    return new StructType(all);
  }

  @Override
  public boolean isKnown() {
    return fields.values().stream().anyMatch(InferredType::isKnown);
  }

  /**
   * The fields whose type is known, because what a later file has must not contradict. If none is
   * known, all fields; a map if there are no fields, because not every format has structs without
   * fields.
   */
  @Override
  public SchemaBuilder schema(InferredNumbers numbers) {
    if (fields.isEmpty()) {
      return SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA);
    }
    SchemaBuilder schema = SchemaBuilder.struct();
    boolean all = !isKnown();
    for (Map.Entry<String, InferredType> field : fields.entrySet()) {
      if (all || field.getValue().isKnown()) {
        schema.field(field.getKey(), schema(field.getKey(), field.getValue(), numbers));
      }
    }
    return schema;
  }

  private static Schema schema(String name, InferredType type, InferredNumbers numbers) {
    try {
      return type.schema(numbers).optional().build();
    } catch (Misfit e) {
      throw e.in(name);
    }
  }

  @Override
  public boolean needsEncoder() {
    return fields.values().stream().anyMatch(InferredType::needsEncoder);
  }

  @Override
  public String kind() {
    return "an object";
  }
}
