# Licensed under the Apache License, Version 2.0 (the "License");
# you may not use this file except in compliance with the License.
# You may obtain a copy of the License at
#
#     http://www.apache.org/licenses/LICENSE-2.0
#
# Unless required by applicable law or agreed to in writing, software
# distributed under the License is distributed on an "AS IS" BASIS,
# WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
# See the License for the specific language governing permissions and
# limitations under the License.
"""Reads Parquet and ORC files with pyarrow and Avro files with fastavro, for `score formats --python`.

`pip install pyarrow pandas 'fastavro[codecs]'` installs them. It answers the requests that the process of Spark answers, with Spark's names of types. The argument is
the file that will contain the port of the loopback interface; the end of the standard input ends it.
"""

import base64
import datetime
import decimal
import glob
import json
import os
import socketserver
import sys
import threading

import fastavro
import pyarrow
import pyarrow.orc
import pyarrow.parquet

EPOCH = datetime.date(1970, 1, 1).toordinal()


def arrow_type(type):
    """The type of Spark that is the same as one of Arrow."""
    kinds = pyarrow.types
    if kinds.is_struct(type):
        return struct_type((field.name, arrow_type(field.type)) for field in type)
    if kinds.is_map(type):
        return map_type(arrow_type(type.key_type), arrow_type(type.item_type))
    if kinds.is_list(type):
        return array_type(arrow_type(type.value_type))
    if kinds.is_decimal(type):
        return "decimal(%d,%d)" % (type.precision, type.scale)
    if kinds.is_timestamp(type):
        return "timestamp" if type.tz else "timestamp_ntz"
    if kinds.is_fixed_size_binary(type):
        return "binary"
    return {
        "bool": "boolean",
        "int8": "byte",
        "int16": "short",
        "int32": "integer",
        "int64": "long",
        "float": "float",
        "double": "double",
        "string": "string",
        "binary": "binary",
        "date32[day]": "date",
    }[str(type)]


def avro_type(schema, names):
    """The type of Spark that is the same as one of Avro; unions are of null and one type."""
    if isinstance(schema, list):
        return avro_type(next(branch for branch in schema if branch != "null"), names)
    if isinstance(schema, str):
        if schema in names:
            return avro_type(names[schema], names)
        return {"int": "integer", "bytes": "binary"}.get(schema, schema)
    kind, logical = schema["type"], schema.get("logicalType")
    if "name" in schema:
        names[schema["name"]] = schema
    if kind == "record":
        return struct_type((f["name"], avro_type(f["type"], names)) for f in schema["fields"])
    if kind == "map":
        return map_type("string", avro_type(schema["values"], names))
    if kind == "array":
        return array_type(avro_type(schema["items"], names))
    if logical == "decimal":
        return "decimal(%d,%d)" % (schema["precision"], schema.get("scale", 0))
    if logical in ("timestamp-millis", "timestamp-micros"):
        return "timestamp"
    if logical in ("local-timestamp-millis", "local-timestamp-micros"):
        return "timestamp_ntz"
    if logical == "date":
        return "date"
    return {"enum": "string", "fixed": "binary"}.get(kind) or avro_type(kind, names)


def struct_type(fields):
    return {
        "type": "struct",
        "fields": [
            {"name": name, "type": type, "nullable": True, "metadata": {}} for name, type in fields
        ],
    }


def array_type(element):
    return {"type": "array", "elementType": element, "containsNull": True}


def map_type(key, value):
    return {"type": "map", "keyType": key, "valueType": value, "valueContainsNull": True}


def plain(type, value):
    """The JSON of a value that the process of Spark would write."""
    if value is None:
        return None
    if isinstance(type, dict):
        if type["type"] == "struct":
            return [plain(field["type"], value[field["name"]]) for field in type["fields"]]
        if type["type"] == "array":
            return [plain(type["elementType"], each) for each in value]
        entries = value.items() if isinstance(value, dict) else value
        return [[plain(type["keyType"], k), plain(type["valueType"], v)] for k, v in entries]
    if type in ("float", "double"):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}.get(repr(value), repr(value))
    if type == "binary":
        return base64.b64encode(value).decode()
    if type == "date" and isinstance(value, int):
        value = datetime.date.fromordinal(EPOCH + value)
    if type.startswith("timestamp"):
        # With pandas, times of nanoseconds are of a class that prints them.
        text = value.replace(tzinfo=None).isoformat()
        return text + "Z" if type == "timestamp" else text
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    if isinstance(value, datetime.time):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        micros = seconds * 1_000_000 + value.microsecond
        return micros if type == "long" else micros // 1000
    return str(value) if type in ("string", "date") else value


def table(format, path):
    """The type and the rows of a file, or of all files in a directory."""
    files = sorted(glob.glob(path + "/*")) if os.path.isdir(path) else [path]
    type, rows = None, []
    for file in files:
        if format == "avro":
            with open(file, "rb") as content:
                reader = fastavro.reader(content)
                type = avro_type(reader.writer_schema, {})
                rows.extend(reader)
        else:
            module = pyarrow.parquet if format == "parquet" else pyarrow.orc
            found = module.ParquetFile(file).read() if format == "parquet" else module.read_table(file)
            type = arrow_type(pyarrow.struct(list(found.schema)))
            rows.extend(found.to_pylist())
    return type, rows


class Connection(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.answer(json.loads(line))

    def answer(self, request):
        try:
            type, rows = table(request["format"], request["path"])
            for column in request.get("columns", []):
                name = column.removesuffix(".*")
                type = next(field["type"] for field in type["fields"] if field["name"] == name)
                rows = [row[name] for row in rows]
            self.write({"schema": json.dumps(type)})
            for row in rows:
                self.write(plain(type, row))
            self.write({"rows": len(rows)})
        except Exception as failure:
            self.write({"error": "%s: %s" % (failure.__class__.__name__, failure)})

    def write(self, line):
        self.wfile.write(json.dumps(line).encode() + b"\n")


def main(ready):
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Connection)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with open(ready + ".part", "w") as file:
        file.write(str(server.server_address[1]))
    os.rename(ready + ".part", ready)
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1])
