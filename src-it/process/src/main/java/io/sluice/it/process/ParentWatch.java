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
package io.sluice.it.process;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends this process when the process that started it has ended, for whatever reason. The starter
 * keeps the write end of this process's standard input open and writes nothing.
 */
public final class ParentWatch {

  private ParentWatch() {}

  /** Watches from a daemon thread. */
  public static void start() {
    Thread thread = new Thread(ParentWatch::awaitEnd, "parent-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private static void awaitEnd() {
    InputStream input = System.in;
    try {
      while (input.read() >= 0) {
        // Nothing is sent; only the end counts.
      }
    } catch (IOException e) {
      // A broken pipe says the same as its end.
      Runtime.getRuntime().halt(1);
    }
    Runtime.getRuntime().halt(1);
  }
}
