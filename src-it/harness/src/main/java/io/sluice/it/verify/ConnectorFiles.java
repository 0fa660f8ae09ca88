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
package io.sluice.it.verify;

import java.io.IOException;
import java.util.List;

/** The files of a connector in its store, inspected from outside with the store's own client. */
public interface ConnectorFiles {

  /** The output directory as people know it, such as {@code hdfs://host:port/topics}. */
  String location();

  /** The published files. */
  Output output();

  /**
   * How many files are being written or wait to be published at this moment, or a little less while
   * some are published.
   */
  int countOpen() throws IOException;

  /**
   * The paths of all files that are neither published nor ledger entries: staged files, and ledger
   * entries without their final name.
   */
  List<String> unpublished() throws IOException;

  /**
   * The content of a partition's highest ledger entry.
   *
   * @param connector the connector's name
   * @throws IOException if there is no entry, too
   */
  byte[] highestEntry(String connector, String topic, int partition) throws IOException;

  /**
   * Publishes an empty file, for histories that no connector wrote.
   *
   * @param path below the output directory
   */
  void create(String path) throws IOException;

  /** Removes the output directory with all it holds. */
  void delete() throws IOException;
}
