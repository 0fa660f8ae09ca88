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
package io.sluice.gcs;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that has a spool open, until it is killed. */
final class SpoolHolder {
  private SpoolHolder() {}

  public static void main(String[] arguments) throws Exception {
    try (Spool spool = Spool.open(new SpoolConfig(Path.of(arguments[0]), Long.MAX_VALUE))) {
      System.out.println(spool.excess() == 0 ? "open" : "full");
      new CountDownLatch(1).await();
    }
  }
}
