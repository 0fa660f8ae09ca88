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
package io.sluice.format.given;

import java.util.List;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The texts that a value may be, marked in a schema as registries' converters do.
 *
 * @param name of the enum
 */
record Symbols(String name, List<String> symbols) {
  private static final String PARAMETER = "io.confluent.connect.avro.Enum";

  SchemaBuilder builder() {
    SchemaBuilder schema = SchemaBuilder.string().parameter(PARAMETER, name);
    for (String symbol : symbols) {
      schema.parameter(PARAMETER + '.' + symbol, symbol);
    }
    return schema;
  }
}
