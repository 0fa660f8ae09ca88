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

import io.sluice.format.bytes.BytesSerializer;
import io.sluice.format.encode.RecordBuffer;
import io.sluice.format.encode.RecordSerializer;
import io.sluice.format.json.JsonSerializer;
import io.sluice.format.text.TextSerializer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** A format whose files are records one after the other, with or without a separator. */
record StreamFormat(Kind kind, FormatSettings settings) implements Format {

  /** The formats of this shape. */
  enum Kind {
    JSON("json", ".json", JsonSerializer::new) {
      @Override
      String separator(FormatSettings settings) {
        return "\n";
      }
    },
    TEXT("text", ".txt", TextSerializer::new) {
      @Override
      String separator(FormatSettings settings) {
        return settings.textSeparator();
      }
    },
    BYTES("bytes", ".bin", BytesSerializer::new) {
      @Override
      String separator(FormatSettings settings) {
        return "";
      }
    };

    private final String label;
    private final String extension;
    private final Function<RecordBuffer, RecordSerializer> serializers;

    Kind(String label, String extension, Function<RecordBuffer, RecordSerializer> serializers) {
      this.label = label;
      this.extension = extension;
      this.serializers = serializers;
    }

    String label() {
      return label;
    }

    /** What follows each record. */
    abstract String separator(FormatSettings settings);
  }

  @Override
  public String name() {
    return kind.label;
  }

  @Override
  public String compression() {
    return settings.compression().label();
  }

  @Override
  public String extension() {
    return kind.extension + settings.compression().extension();
  }

  @Override
  public RecordEncoder open(OutputStream output) {
    return new BufferedRecordEncoder(this, output);
  }

  RecordBuffer buffer() {
    return new RecordBuffer(settings.recordMaxBytes());
  }

  RecordSerializer serializer(RecordBuffer buffer) {
    return kind.serializers.apply(buffer);
  }

  byte[] separator() {
    return kind.separator(settings).getBytes(StandardCharsets.UTF_8);
  }

  Compressor compressor(OutputStream output) throws IOException {
    return settings.compression().open(output, settings.level());
  }
}
