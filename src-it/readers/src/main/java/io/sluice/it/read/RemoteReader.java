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
package io.sluice.it.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * A connection to a process that reads files with another library, and names types as Spark does;
 * for one thread.
 */
public final class RemoteReader implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TIMEOUT_MILLIS = 300_000;

  private final String name;
  private final Socket socket;
  private final BufferedReader answers;
  private final Writer requests;

  private RemoteReader(String name, Socket socket) throws IOException {
    this.name = name;
    this.socket = socket;
    this.answers =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    this.requests =
        new BufferedWriter(
            new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8));
  }

  /**
   * @param name the library's name
   * @param port of this host
   */
  public static RemoteReader connect(String name, int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return new RemoteReader(name, socket);
  }

  /** The name of the library. */
  public String name() {
    return name;
  }

  /**
   * Hands over the rows of a file in their order, in {@link NormalForm}.
   *
   * @param format as the setting {@code format} calls it: one that the library reads
   * @param schema the schema that the values were sent with
   * @throws IOException if the library cannot read the file, or if a row does not fit the schema
   */
  public void read(String format, Path file, Schema schema, Consumer<Object> rows)
      throws IOException {
    RemoteValues values = RemoteValues.of(format);
    Schema columns =
        schema.type() == Schema.Type.STRUCT
            ? schema
            : SchemaBuilder.struct().field(DuckDb.SINGLE, schema).build();
    ObjectNode request = request(format, file);
    if (format.equals("json") || format.equals("csv")) {
      schema(format, columns, request);
    }
    read(request, values, type -> {}, row -> rows.accept(values.row(schema, row)));
  }

  /**
   * Reads all files below a directory with the types that the library finds, in any order. With
   * Spark, files of Parquet and ORC have the columns of all of them. Levels of the directory that
   * are {@code name=value} are columns.
   *
   * @param columns expressions such as {@code after.*}; none for all columns
   */
  public Table table(String format, Path directory, String... columns) throws IOException {
    Map<String, String> types = new LinkedHashMap<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    ObjectNode request = request(format, directory);
    for (String column : columns) {
      request.withArray("/columns").add(column);
    }
    read(request, RemoteValues.of(format), type -> types.putAll(SparkTypes.names(type)), rows::add);
    return new Table(types, rows);
  }

  private static ObjectNode request(String format, Path path) {
    ObjectNode request = JSON.createObjectNode().put("format", format).put("path", path.toString());
    ObjectNode options = request.putObject("options");
    if (format.equals("csv")) {
      // An empty text has quotation marks, and null has none.
      options.put("header", "true").put("escape", "\"").put("multiLine", "true");
      options.put("lineSep", "\r\n").put("emptyValue", RemoteValues.EMPTY);
      // The default is the char 0, which is then lost behind a quotation mark.
      options.put("charToEscapeQuoteEscaping", "\"");
    } else if (format.equals("text")) {
      options.put("lineSep", "\n");
    } else if (format.equals("parquet") || format.equals("orc")) {
      options.put("mergeSchema", "true");
    }
    return request;
  }

  private static void schema(String format, Schema columns, ObjectNode request) {
    if (format.equals("json")) {
      request.put("schema", SparkTypes.of(columns).toString());
      return;
    }
    request.put("schema", SparkTypes.flat(columns).toString());
    ObjectNode documents = request.putObject("documents");
    for (Field field : columns.fields()) {
      if (SparkTypes.isDocument(field.schema())) {
        documents.put(field.name(), SparkTypes.of(field.schema()).toString());
      }
    }
  }

  private void read(
      ObjectNode request,
      RemoteValues values,
      Consumer<JsonNode> types,
      Consumer<Map<String, Object>> rows)
      throws IOException {
    requests.write(request + "\n");
    requests.flush();
    try {
      JsonNode type = null;
      for (JsonNode line = next(); !line.has("rows"); line = next()) {
        if (line.has("error")) {
          throw new IOException(
              name + " cannot read " + request.get("path").textValue() + ": " + line.get("error"));
        }
        if (line.has("schema")) {
          type = JSON.readTree(line.get("schema").textValue());
          types.accept(type);
        } else {
          rows.accept(values.struct(type, line));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(name + " reads something else: " + e.getMessage(), e);
    }
  }

  private JsonNode next() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the process that reads with " + name + " has ended");
    }
    return JSON.readTree(line);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
