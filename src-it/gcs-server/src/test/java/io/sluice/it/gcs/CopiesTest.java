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
package io.sluice.it.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.ComposeRequest;
import com.google.cloud.storage.Storage.CopyRequest;
import com.google.cloud.storage.Storage.MoveBlobRequest;
import com.google.cloud.storage.StorageBatch;
import com.google.cloud.storage.StorageBatchResult;
import com.google.cloud.storage.StorageException;
import io.sluice.it.gcs.call.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Copies and batches, by Google's client. */
class CopiesTest {
  @RegisterExtension private final GcsFixture fixture = new GcsFixture();
  private Storage client;

  @BeforeEach
  void connect() {
    client = fixture.client();
    create("a", "aaa");
    create("b", "bbb");
  }

  @Test
  void rewriteCopiesBytesAndMetadata() {
    Blob copy = client.copy(CopyRequest.of(id("a"), id("copy"))).getResult();
    assertThat(content("copy")).isEqualTo("aaa");
    assertThat(content("a")).isEqualTo("aaa");
    assertThat(copy.getMetadata()).isEqualTo(Map.of("from", "a"));
    assertThat(copy.getGeneration()).isNotEqualTo(client.get(id("a")).getGeneration());
  }

  @Test
  void composeJoinsInOrderAndHasNoMd5() {
    Blob composed = client.compose(ComposeRequest.of(GcsFixture.BUCKET, List.of("b", "a"), "c"));
    assertThat(content("c")).isEqualTo("bbbaaa");
    assertThat(composed.getComponentCount()).isEqualTo(2);
    assertThat(composed.getMd5()).isNull();
    assertThat(composed.getCrc32c()).isEqualTo(create("same", "bbbaaa").getCrc32c());
    assertThatThrownBy(
            () -> client.compose(ComposeRequest.of(GcsFixture.BUCKET, List.of("none"), "c")))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.getCode()).isEqualTo(404));
  }

  @Test
  void moveRemovesTheSource() {
    Blob moved =
        client.moveBlob(MoveBlobRequest.newBuilder().setSource(id("a")).setTarget(id("m")).build());
    assertThat(moved.getMetadata()).isEqualTo(Map.of("from", "a"));
    assertThat(content("m")).isEqualTo("aaa");
    assertThat(client.get(id("a"))).isNull();
  }

  @Test
  void batchCarriesOutCallsOneByOne() {
    StorageBatch batch = client.batch();
    StorageBatchResult<Boolean> deleted = batch.delete(id("a"));
    StorageBatchResult<Boolean> absent = batch.delete(id("none"));
    StorageBatchResult<Blob> read = batch.get(id("b"));
    StorageBatchResult<Blob> updated =
        batch.update(BlobInfo.newBuilder(id("b")).setContentType("text/plain").build());
    batch.submit();
    assertThat(deleted.get()).isTrue();
    assertThat(absent.get()).isFalse();
    assertThat(read.get().getName()).isEqualTo("b");
    assertThat(updated.get().getContentType()).isEqualTo("text/plain");
    assertThat(client.get(id("a"))).isNull();
    assertThat(fixture.gcs().calls().requests(Operation.BATCH)).isEqualTo(1);
    assertThat(fixture.gcs().calls().requests(Operation.DELETE)).isEqualTo(2);
  }

  private Blob create(String name, String content) {
    BlobInfo info = BlobInfo.newBuilder(id(name)).setMetadata(Map.of("from", name)).build();
    return client.create(info, content.getBytes(StandardCharsets.UTF_8));
  }

  private String content(String name) {
    return new String(client.readAllBytes(id(name)), StandardCharsets.UTF_8);
  }

  private static BlobId id(String name) {
    return BlobId.of(GcsFixture.BUCKET, name);
  }
}
