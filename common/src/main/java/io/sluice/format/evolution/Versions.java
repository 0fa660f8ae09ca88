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
package io.sluice.format.evolution;

import io.sluice.format.schema.FileSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** The schemas of one name that have files: usually one; several if none can take all values. */
final class Versions {
  // Schemas that differ for each record must not fill the heap.
  private static final int MAX_SCHEMAS = 64;

  /** The first one is compared with other versions. */
  private final List<FileSchema> schemas = new ArrayList<>();

  private boolean retired;

  Versions(FileSchema first) {
    schemas.add(first);
  }

  FileSchema current() {
    return schemas.get(0);
  }

  /** Whether files have this schema. */
  boolean has(FileSchema schema) {
    return schemas.contains(schema);
  }

  /** Makes files have this schema only. */
  void supersede(FileSchema schema) {
    schemas.clear();
    schemas.add(schema);
    retired = true;
  }

  /**
   * The schema of files for values of a schema that files do not have yet: one of those that files
   * have, or the schema itself, which then replaces those that lose nothing by it.
   *
   * @param losesNothing whether values of the first schema lose nothing in files of the second
   */
  FileSchema sharing(FileSchema own, BiPredicate<FileSchema, FileSchema> losesNothing) {
    for (FileSchema schema : schemas) {
      if (losesNothing.test(own, schema)) {
        return schema;
      }
    }
    boolean replacesCurrent = losesNothing.test(current(), own);
    retired = schemas.removeIf(schema -> losesNothing.test(schema, own));
    if (schemas.size() >= MAX_SCHEMAS) {
      schemas.clear();
      retired = true;
    }
    schemas.add(replacesCurrent ? 0 : schemas.size(), own);
    return own;
  }

  /** Whether the latest change retired schemas of files. */
  boolean haveRetired() {
    return retired;
  }
}
