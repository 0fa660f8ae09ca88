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

import io.sluice.storage.StoragePaths;
import java.util.Map;
import java.util.Optional;

/** Derives the content type of a file from the extensions of its name. */
final class ContentTypes {
  private static final String BINARY = "application/octet-stream";

  private static final Map<String, String> FORMATS =
      Map.of(
          "json", "application/x-ndjson",
          "txt", "text/plain; charset=utf-8",
          "csv", "text/csv; charset=utf-8",
          "avro", "application/avro",
          "parquet", "application/vnd.apache.parquet");

  private static final Map<String, String> COMPRESSIONS =
      Map.of(
          "gz", "application/gzip",
          "zst", "application/zstd",
          "deflate", "application/zlib",
          "bz2", "application/x-bzip2",
          // Hadoop's blocks, not the framing formats of other tools
          "snappy", "application/x-snappy",
          "lz4", "application/x-lz4");

  private ContentTypes() {}

  /**
   * The content headers of an object.
   *
   * @param type a media type
   * @param encoding empty if readers must get the bytes unchanged
   */
  record Content(String type, Optional<String> encoding) {}

  static Content of(String path, ContentEncoding policy) {
    String name = StoragePaths.name(path);
    String last = extension(name);
    String compressed = COMPRESSIONS.get(last);
    if (compressed == null) {
      return new Content(FORMATS.getOrDefault(last, BINARY), Optional.empty());
    }
    if (policy == ContentEncoding.AUTO && last.equals("gz")) {
      String inner = extension(name.substring(0, name.length() - ".gz".length()));
      return new Content(FORMATS.getOrDefault(inner, BINARY), Optional.of("gzip"));
    }
    return new Content(compressed, Optional.empty());
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1);
  }
}
