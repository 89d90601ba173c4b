"""Psych, Ruby's reader of YAML, which Jekyll calls: what it makes of texts, where Ruby is there."""

import json
import shutil
import struct
import subprocess
from collections.abc import Iterable
from typing import Any

import pytest

PSYCH = r"""
require "json"
require "date"
require "psych"

def tagged(value)
  case value
  when Hash then ["map", value.map { |key, inner| [tagged(key), tagged(inner)] }]
  when Array then ["list", value.map { |inner| tagged(inner) }]
  when String then ["string", value.dup.force_encoding("UTF-8").scrub]
  when Integer then ["integer", value.to_s]
  when Float then ["float", [value].pack("G").unpack1("H*")]
  when Time then ["time", (value.to_r * 1_000_000).floor]
  when Date then ["date", value.iso8601]
  when nil then ["null", nil]
  when true, false then ["boolean", value]
  else raise TypeError, "no data"
  end
end

STDIN.each_line do |line|
  answer = begin
    tagged(Psych.safe_load(JSON.parse(line), permitted_classes: [Date, Time], aliases: true))
  rescue Psych::SyntaxError, Psych::BadAlias
    ["broken", nil]
  rescue SystemStackError
    ["endless", nil]
  rescue StandardError
    ["refused", nil]
  end
  puts JSON.generate(answer)
end
"""


def ask_psych(texts: Iterable[str]) -> list[list[Any]]:
    """Return what Psych makes of each text: its type and its value, `broken` or `refused`."""
    return list(map(json.loads, ask_ruby(PSYCH, texts)))


def ask_ruby(script: str, questions: Iterable[Any]) -> list[str]:
    """Return the lines that a script prints, which gets each question as a line of JSON."""
    ruby = shutil.which("ruby")
    if ruby is None:
        pytest.skip("Ruby, whose Psych is the reference, is not installed: apt-get install jekyll")
    run = subprocess.run(
        [ruby, "-W0", "-EUTF-8:UTF-8", "-e", script],
        input="".join(json.dumps(question) + "\n" for question in questions),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return run.stdout.split("\n")[:-1]


def float_of(digits: str) -> float:
    """Return the number of an answer of type `float`."""
    return float(struct.unpack(">d", bytes.fromhex(digits))[0])
