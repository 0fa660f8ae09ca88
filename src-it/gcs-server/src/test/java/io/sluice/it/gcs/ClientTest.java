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

import com.google.cloud.WriteChannel;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.BlobWriteOption;
import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Google's own client against the server. */
class ClientTest {
  private static final String BUCKET = GcsFixture.BUCKET;
  private static final byte[] SMALL = "one two three".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;
  @RegisterExtension private final GcsFixture fixture = new GcsFixture();
  private Storage client;

  @BeforeEach
  void connect() {
    client = fixture.client();
  }

  @Test
  void smallObjectIsStoredAndReadBackWithItsMetadata() {
    BlobInfo info =
        BlobInfo.newBuilder(BUCKET, "a/b c+ü%2F")
            .setContentType("text/csv")
            .setMetadata(Map.of("owner", "me"))
            .build();
    Blob created = client.create(info, SMALL, BlobTargetOption.doesNotExist());
    Blob read = client.get(info.getBlobId());
    assertThat(read.getContent()).isEqualTo(SMALL);
    assertThat(read.getContentType()).isEqualTo("text/csv");
    assertThat(read.getMetadata()).isEqualTo(Map.of("owner", "me"));
    assertThat(read.getGeneration()).isEqualTo(created.getGeneration());
    assertThat(read.getCrc32c()).isEqualTo(created.getCrc32c()).isEqualTo("/mb6gw==");
    assertThat(read.getMd5()).isEqualTo("Xk/gFVcD3eRn86sjTm+Wbw==");
  }

  @Test
  void secondCreationFailsWithPreconditionNotMet() {
    BlobInfo info = BlobInfo.newBuilder(BUCKET, "once").build();
    client.create(info, SMALL, BlobTargetOption.doesNotExist());
    assertThatThrownBy(() -> client.create(info, SMALL, BlobTargetOption.doesNotExist()))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> {
              assertThat(e.getCode()).isEqualTo(412);
              assertThat(e.getReason()).isEqualTo("conditionNotMet");
            });
  }

  @Test
  void fileIsUploadedResumablyInOneRequestAndInChunks() throws IOException {
    byte[] large = random(5 << 20);
    Path file = Files.write(directory.resolve("large"), large);
    BlobInfo whole = BlobInfo.newBuilder(BUCKET, "whole").build();
    client.createFrom(whole, file, BlobWriteOption.doesNotExist());
    assertThat(client.readAllBytes(whole.getBlobId())).isEqualTo(large);

    BlobInfo chunks = BlobInfo.newBuilder(BUCKET, "chunks").build();
    try (WriteChannel channel = client.writer(chunks, BlobWriteOption.doesNotExist())) {
      channel.setChunkSize(1 << 20);
      channel.write(ByteBuffer.wrap(large));
    }
    assertThat(client.readAllBytes(chunks.getBlobId())).isEqualTo(large);
    assertThatThrownBy(() -> client.createFrom(chunks, file, BlobWriteOption.doesNotExist()))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.getCode()).isEqualTo(412));
  }

  @Test
  void emptyObjectIsUploadedResumably() throws IOException {
    BlobInfo info = BlobInfo.newBuilder(BUCKET, "empty").build();
    client.writer(info).close();
    assertThat(client.readAllBytes(info.getBlobId())).isEmpty();
  }

  @Test
  void listingGoesThroughAllPagesInOrder() {
    for (int i = 0; i < 25; i++) {
      create(String.format("list/%02d", i));
    }
    create("list0");
    assertThat(
            client
                .list(BUCKET, BlobListOption.prefix("list/"), BlobListOption.pageSize(10))
                .streamAll()
                .map(Blob::getName))
        .containsExactlyElementsOf(
            IntStream.range(0, 25).mapToObj(i -> String.format("list/%02d", i)).toList());
  }

  @Test
  void directoriesAreListedOnce() {
    create("d/a/1");
    create("d/a/2");
    create("d/b");
    create("d/c/3");
    assertThat(
            client
                .list(
                    BUCKET,
                    BlobListOption.prefix("d/"),
                    BlobListOption.currentDirectory(),
                    BlobListOption.pageSize(2))
                .streamAll()
                .map(Blob::getName))
        .containsExactlyInAnyOrder("d/a/", "d/b", "d/c/");
  }

  @Test
  void deletedObjectIsGone() {
    Blob blob = create("gone");
    assertThatThrownBy(() -> client.delete(BUCKET, "gone", BlobSourceOption.generationMatch(7)))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.getCode()).isEqualTo(412));
    assertThat(client.delete(blob.getBlobId())).isTrue();
    assertThat(client.get(blob.getBlobId())).isNull();
    assertThat(client.delete(BlobId.of(BUCKET, "gone"))).isFalse();
  }

  @Test
  void metadataAreUpdatedUnderPrecondition() {
    Blob blob = create("changed");
    Blob updated =
        blob.toBuilder()
            .setMetadata(Map.of("state", "new"))
            .build()
            .update(BlobTargetOption.metagenerationMatch());
    assertThat(updated.getMetageneration()).isEqualTo(2);
    assertThat(updated.getGeneration()).isEqualTo(blob.getGeneration());
    assertThat(client.get(blob.getBlobId()).getMetadata()).containsEntry("state", "new");
  }

  @Test
  void bucketIsCreatedAndTested() {
    client.create(BucketInfo.newBuilder("other").build());
    assertThat(client.get("other").getName()).isEqualTo("other");
    assertThat(client.get("absent")).isNull();
    assertThat(client.testIamPermissions("other", List.of("storage.objects.get")))
        .containsExactly(true);
  }

  private Blob create(String name) {
    return client.create(BlobInfo.newBuilder(BUCKET, name).build(), SMALL);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
