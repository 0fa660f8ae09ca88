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
package io.sluice.format.encode;

import java.io.IOException;
import org.apache.kafka.connect.errors.ConnectException;

/** Checks that a codec's library, which may be native, works on this worker. */
public final class LibraryCheck {
  private LibraryCheck() {}

  /** Uses a library once. */
  @FunctionalInterface
  public interface Use {
    void run() throws IOException;
  }

  /**
   * Uses libraries once.
   *
   * @param libraries their name and the setting that chose them, as the subject of a sentence
   * @param choice the kind of setting to change, such as {@code codec}
   * @throws ConnectException if the libraries cannot be used
   */
  public static void run(String libraries, String choice, Use use) {
    try {
      use.run();
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Error | IOException | RuntimeException e) {
      throw new ConnectException(
          libraries
              + " cannot be used on this worker ("
              + e
              + "); choose another "
              + choice
              + ", or make sure that the worker's temporary directory (java.io.tmpdir) permits"
              + " execution of native libraries",
          e);
    }
  }
}
