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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.config.GivenSchemaConfig;
import io.sluice.format.value.Misfit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** Reads the schema that the user gives for values without one: Avro's JSON, or JSON Schema. */
public final class GivenSchema {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private GivenSchema() {}

  /**
   * Reads and converts the schema.
   *
   * @throws ConfigException if its file cannot be read, or the text is no schema that values can
   *     have; the message names the key
   */
  public static Schema read(GivenSchemaConfig given) {
    String text = given.isFile() ? content(given) : given.value();
    try {
      return parse(text);
    } catch (Misfit e) {
      throw new ConfigException(
          given.key() + " cannot be used at '" + e.location() + "': " + e.getMessage());
    } catch (JsonProcessingException e) {
      throw new ConfigException(given.key() + " is not JSON: " + e.getOriginalMessage());
    } catch (DataException | org.apache.avro.AvroRuntimeException e) {
      throw new ConfigException(given.key() + " is not a schema: " + e.getMessage());
    }
  }

  private static String content(GivenSchemaConfig given) {
    try {
      return Files.readString(Path.of(given.value()));
    } catch (IOException | InvalidPathException e) {
      throw new ConfigException(
          given.key()
              + "="
              + given.value()
              + " cannot be read on this worker ("
              + e.getClass().getSimpleName()
              + "); copy the file to every worker, or set "
              + GivenSchemaConfig.SCHEMA_TEXT);
    }
  }

  private static Schema parse(String text) throws JsonProcessingException {
    JsonNode json = MAPPER.readTree(text);
    if (JsonSchema.is(json)) {
      return new JsonSchema(json).convert();
    }
    return AvroSchema.convert(new org.apache.avro.Schema.Parser().parse(text));
  }
}
