"""Documents of an invented province, tỉnh Vân Lĩnh, made from a seed: for tests, benchmarks and the sample archive.

    for sample in generate(2026, 60): write(sample, Path("out"))
    for sample in plain_reports(1, 10_000): ...          # benchmark: TXT reports of 7–8 kB, without traps

A `Sample` has the file `name`, its `kind` (txt, md, docx, html, pdf, scan), the `text` a reader should get and the
`facts` that are true of it, under the keys of the gold sets (None: not printed). Document *i* of a seed is the same
whatever is made before it. From the command line: `python -m tests.samples OUT --count N --seed S`.
Rule: nothing here is taken from a real document; every document says that the province is invented.
"""

from tests.samples.archive import generate, plain_reports
from tests.samples.files import write
from tests.samples.model import Sample

__all__ = ["Sample", "generate", "plain_reports", "write"]
