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

import io.sluice.format.encode.RecordEncoder;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Starts files for one thread at a time. The files share the memory that is needed only while a
 * record is encoded, so that thousands of open files stay small.
 */
@FunctionalInterface
public interface FileEncoders {

  /**
   * Starts a file. The caller must {@linkplain RecordEncoder#release release} the encoder.
   *
   * @param output receives the encoded bytes; unbuffered, never closed by the encoder
   */
  RecordEncoder open(FileHeader header, OutputStream output) throws IOException;
}
