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
package io.sluice.it.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Schema;

/** Reads the published files of one format, with a library that shares no code with it. */
public interface RowReader {

  /** The name of the library that reads such a file, for people. */
  String library(Path file);

  /**
   * The compression of the file according to its content or, if the content does not show it, its
   * name: in the words of the settings {@code compression} and {@code avro.codec}.
   */
  String codec(Path file) throws IOException;

  /**
   * Hands over the row of each record in the order of the file, in {@link NormalForm}.
   *
   * @param file a local file, under the name that it was published with
   * @param schema the schema that the records' values were sent with, for formats that lack some of
   *     its types
   * @throws IOException if the file is not what its name says, if it is cut off, or if a row does
   *     not fit the schema
   */
  void read(Path file, Schema schema, Consumer<Object> rows) throws IOException;
}
