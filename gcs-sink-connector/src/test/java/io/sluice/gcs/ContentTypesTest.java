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

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTypesTest {

  @ParameterizedTest
  @CsvSource({
    "out/a.json, NONE, application/x-ndjson, ",
    "out/a.txt, NONE, text/plain; charset=utf-8, ",
    "out/a.csv, AUTO, text/csv; charset=utf-8, ",
    "out/a.parquet, NONE, application/vnd.apache.parquet, ",
    "out/a.snappy.parquet, NONE, application/vnd.apache.parquet, ",
    "out/a.gz.parquet, AUTO, application/vnd.apache.parquet, ",
    "out/a.zstd.parquet, AUTO, application/vnd.apache.parquet, ",
    "out/a.snappy.orc, AUTO, application/octet-stream, ",
    "out/a.avro, NONE, application/avro, ",
    "out/a.bin, NONE, application/octet-stream, ",
    "out/a.seq, AUTO, application/octet-stream, ",
    "out.json/a, NONE, application/octet-stream, ",
    "out/a.json.gz, NONE, application/gzip, ",
    "out/a.json.gz, AUTO, application/x-ndjson, gzip",
    "out/a.bin.gz, AUTO, application/octet-stream, gzip",
    "out/a.json.zst, AUTO, application/zstd, ",
    "out/a.json.snappy, NONE, application/x-snappy, ",
    "out/a.csv.deflate, AUTO, application/zlib, ",
    "out/a.txt.bz2, AUTO, application/x-bzip2, ",
    "out/a.json.lz4, AUTO, application/x-lz4, ",
    "out/gz, AUTO, application/octet-stream, "
  })
  void aFilesContentTypeFollowsFromItsName(
      String path, ContentEncoding policy, String type, String encoding) {
    ContentTypes.Content content = ContentTypes.of(path, policy);

    assertThat(content.type()).isEqualTo(type);
    assertThat(content.encoding().orElse(null)).isEqualTo(encoding);
  }
}
