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
package io.sluice.it.gcs.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.it.gcs.call.Call;
import io.sluice.it.gcs.http.ApiException;
import io.sluice.it.gcs.http.Request;
import io.sluice.it.gcs.http.Response;
import io.sluice.it.gcs.store.Bucket;
import io.sluice.it.gcs.store.StoredObject;
import io.sluice.it.gcs.store.Utf8Order;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Lists objects by name, page by page. */
final class Listing {
  private static final int LARGEST_PAGE = 1000;

  private final Backend backend;

  Listing(Backend backend) {
    this.backend = backend;
  }

  Response list(Call call) {
    Bucket bucket = backend.bucket(call, Permission.OBJECTS_LIST);
    return Response.json(200, new Page(bucket, call.request()).fill());
  }

  /** A page that is being built. */
  private final class Page {
    private final Bucket bucket;
    private final String prefix;
    private final String delimiter;
    private final String start;
    private final String end;
    private final String after;
    private final int size;
    private final ObjectNode answer = JsonNodeFactory.instance.objectNode();
    private final ArrayNode items = answer.arrayNode();
    private final ArrayNode prefixes = answer.arrayNode();
    private String last = "";

    Page(Bucket bucket, Request request) {
      this.bucket = bucket;
      prefix = request.parameter("prefix").orElse("");
      delimiter = request.parameter("delimiter").orElse("");
      start = request.parameter("startOffset").orElse("");
      end = request.parameter("endOffset").orElse("");
      after = request.parameter("pageToken").map(Listing::decode).orElse("");
      size = pageSize(request);
    }

    ObjectNode fill() {
      answer.put("kind", "storage#objects");
      String from = later(later(prefix, start), after);
      for (StoredObject object : bucket.from(from)) {
        String name = object.name();
        boolean beyond =
            !name.startsWith(prefix)
                || (!end.isEmpty() && Utf8Order.INSTANCE.compare(name, end) >= 0);
        if (beyond) {
          break;
        }
        String entry = entry(name);
        if (entry.equals(last) || isOnEarlierPage(entry)) {
          continue;
        }
        if (items.size() + prefixes.size() == size) {
          answer.put("nextPageToken", encode(last));
          break;
        }
        if (entry.equals(name)) {
          items.add(
              backend.json().resource(bucket, object, object.encryptionKeySha256().isEmpty()));
        } else {
          prefixes.add(entry);
        }
        last = entry;
      }
      if (!items.isEmpty()) {
        answer.set("items", items);
      }
      if (!prefixes.isEmpty()) {
        answer.set("prefixes", prefixes);
      }
      return answer;
    }

    /** The listed form of an object: its name, or the prefix that it shares with its neighbours. */
    private String entry(String name) {
      int index = delimiter.isEmpty() ? -1 : name.indexOf(delimiter, prefix.length());
      return index < 0 ? name : name.substring(0, index + delimiter.length());
    }

    private boolean isOnEarlierPage(String entry) {
      return !after.isEmpty() && Utf8Order.INSTANCE.compare(entry, after) <= 0;
    }
  }

  private static int pageSize(Request request) {
    try {
      int size = Integer.parseInt(request.parameter("maxResults").orElse("" + LARGEST_PAGE));
      if (size < 0) {
        throw ApiException.invalid("Invalid value for maxResults: " + size);
      }
      return size == 0 ? LARGEST_PAGE : Math.min(size, LARGEST_PAGE);
    } catch (NumberFormatException e) {
      throw ApiException.invalid("Invalid value for maxResults");
    }
  }

  private static String later(String left, String right) {
    return Utf8Order.INSTANCE.compare(left, right) >= 0 ? left : right;
  }

  private static String encode(String entry) {
    return Base64.getUrlEncoder().encodeToString(entry.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiException.invalid("Invalid Value for pageToken");
    }
  }
}
