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
package io.sluice.it.spark;

import static org.apache.spark.sql.functions.from_json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.it.process.ParentWatch;
import io.sluice.it.process.ReadyFile;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Reads files with Spark for the process that started this one, and ends with it.
 *
 * <p>A connection on the loopback interface sends requests, each a line of JSON: {@code format},
 * {@code path}, {@code options} and, for formats without types, {@code schema} in Spark's JSON, and
 * {@code documents}, which are columns of JSON with the schema of each; {@code columns} is an
 * expression such as {@code after.*}. The answer is a line of JSON with the {@code schema} or an
 * {@code error}; after a schema, a line for each row and one with the number of {@code rows}.
 */
public final class SparkServer {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonFactory JSON = MAPPER.getFactory();

  private final SparkSession spark;

  private SparkServer(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * @param arguments the file that will contain the port
   */
  public static void main(String[] arguments) throws IOException {
    ParentWatch.start();
    SparkServer server =
        new SparkServer(
            SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.datetime.java8API.enabled", "true")
                // Text such as 007 would become a number.
                .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
                .getOrCreate());
    try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      ReadyFile.write(Path.of(arguments[0]), Integer.toString(socket.getLocalPort()));
      while (true) {
        Socket connection = socket.accept();
        Thread thread = new Thread(() -> server.serve(connection), "connection");
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  private void serve(Socket connection) {
    try (connection;
        BufferedReader requests =
            new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        Writer answers =
            new BufferedWriter(
                new OutputStreamWriter(connection.getOutputStream(), StandardCharsets.UTF_8))) {
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        answer(MAPPER.readTree(line), answers);
        answers.flush();
      }
    } catch (IOException e) {
      throw new IllegalStateException("the connection was lost", e);
    }
  }

  private void answer(JsonNode request, Writer answers) throws IOException {
    String end;
    try {
      Dataset<Row> rows = read(request);
      answers.write(MAPPER.createObjectNode().put("schema", rows.schema().json()) + "\n");
      end = MAPPER.createObjectNode().put("rows", write(rows, answers)) + "\n";
    } catch (IOException e) {
      throw e;
    } catch (Exception | LinkageError e) {
      // Scala throws checked exceptions without declaring them.
      end = MAPPER.createObjectNode().put("error", message(e)) + "\n";
    }
    answers.write(end);
  }

  private Dataset<Row> read(JsonNode request) {
    DataFrameReader reader = spark.read().format(request.get("format").textValue());
    request
        .get("options")
        .properties()
        .forEach(option -> reader.option(option.getKey(), option.getValue().textValue()));
    if (request.has("schema")) {
      reader.schema((StructType) DataType.fromJson(request.get("schema").textValue()));
    }
    Dataset<Row> rows = reader.load(request.get("path").textValue());
    for (Map.Entry<String, JsonNode> column : request.path("documents").properties()) {
      DataType type = DataType.fromJson(column.getValue().textValue());
      rows = rows.withColumn(column.getKey(), from_json(rows.col(quoted(column.getKey())), type));
    }
    for (JsonNode column : request.path("columns")) {
      rows = rows.selectExpr(column.textValue());
    }
    return rows;
  }

  private static String quoted(String column) {
    return '`' + column.replace("`", "``") + '`';
  }

  private static long write(Dataset<Row> rows, Writer answers) throws IOException {
    long count = 0;
    for (Iterator<Row> all = rows.toLocalIterator(); all.hasNext(); count++) {
      JsonGenerator json =
          JSON.createGenerator(answers).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      new JsonRows(json).write(all.next());
      json.close();
      answers.write('\n');
    }
    return count;
  }

  /** The causes, for the first one often names the file only. */
  private static String message(Throwable failure) {
    StringBuilder message = new StringBuilder(failure.toString());
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      message.append("; caused by ").append(cause);
    }
    return message.toString();
  }
}
