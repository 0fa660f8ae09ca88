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
package io.sluice.connect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** Published Avro files, read with Avro. */
final class AvroFiles {
  private AvroFiles() {}

  /** The records of each published file, by the first and last offset in its name, "first-last". */
  static Map<String, List<GenericRecord>> of(TaskRig rig) {
    Map<String, List<GenericRecord>> files = new TreeMap<>();
    rig.store()
        .files()
        .forEach(
            (name, file) -> {
              if (name.endsWith(".avro")) {
                String range = name.replaceAll(".*\\+0+(\\d+)\\+0*(\\d+)\\.avro", "$1-$2");
                files.put(range, read(file.content()));
              }
            });
    return files;
  }

  private static List<GenericRecord> read(byte[] file) {
    List<GenericRecord> records = new ArrayList<>();
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(new SeekableByteArrayInput(file), new GenericDatumReader<>())) {
      reader.forEach(records::add);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return records;
  }

  /** The records of each published file as JSON, by the file's first and last offset. */
  static Map<String, List<String>> asJson(TaskRig rig) {
    Map<String, List<String>> records = new TreeMap<>();
    of(rig)
        .forEach(
            (range, file) ->
                records.put(range, file.stream().map(GenericRecord::toString).toList()));
    return records;
  }
}
