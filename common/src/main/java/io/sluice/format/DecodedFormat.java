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
package io.sluice.format;

import io.sluice.avro.RawAvro;
import io.sluice.config.FieldsConfig;
import io.sluice.config.FormatConfig;
import io.sluice.config.FormatName;
import io.sluice.config.RecordField;
import io.sluice.format.schema.FileSchema;
import io.sluice.record.RecordFields;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.errors.DataException;

/**
 * A format that rejects encoded datums of Avro, which it could only write as bytes.
 *
 * @param values accepts all other values
 */
record DecodedFormat(Format values) implements ForwardingFormat {

  /** Whether files with these settings can contain the bytes of encoded datums as they are. */
  static boolean writesDatums(FormatName format, FieldsConfig fields) {
    return format == FormatName.AVRO && fields.isValueOnly()
        || !fields.fields().contains(RecordField.VALUE);
  }

  @Override
  public RecordFields fields() {
    return decoded(values.fields());
  }

  @Override
  public RecordFields fieldsAgain(FileSchema schema) {
    return decoded(values.fieldsAgain(schema));
  }

  private RecordFields decoded(RecordFields fields) {
    return (record, now) -> {
      if (record.value() instanceof ByteBuffer && RawAvro.describes(record.valueSchema())) {
        throw new DataException(
            "The value is an undecoded datum of RawAvroConverter, which only "
                + FormatConfig.FORMAT
                + "=avro with record.fields=value can write, and this file has the format "
                + name()
                + "; set value.converter to the registry's own converter");
      }
      return fields.select(record, now);
    };
  }
}
