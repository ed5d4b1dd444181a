"""Reads Prometheus' text format with the library prometheus_client.

Standard input: the text. Standard output: one JSON object per sample, {"family", "type", "help",
"name", "labels", "value"}; families that have no sample too, with "name" null.
"""

import json
import sys

from prometheus_client.parser import text_string_to_metric_families

for family in text_string_to_metric_families(sys.stdin.read()):
    about = {"family": family.name, "type": family.type, "help": family.documentation}
    for sample in family.samples or [None]:
        told = {"name": None, "labels": {}, "value": 0} if sample is None else {
            "name": sample.name, "labels": sample.labels, "value": sample.value}
        told["value"] = "NaN" if told["value"] != told["value"] else told["value"]
        told["value"] = str(told["value"])
        print(json.dumps({**about, **told}))
