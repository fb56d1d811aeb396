"""Documents of an invented province, tỉnh Vân Lĩnh, made from a seed: for tests, benchmarks and the sample archive.

    for sample in generate(2026, 60): write(sample, Path("out"))
    for sample in plain_reports(1, 10_000): ...          # benchmark: TXT reports of 7–8 kB, without traps

A `Sample` has the file `name`, its `kind` (txt, md, docx, html, pdf, scan), the `text` a reader should get and the
`facts` that are true of it, under the keys of the gold sets (None: not printed), and besides them `citations` (a law
that is only named inside the subject of a cited act is none), `sections`, `figures` with what they are compared to,
`series` (body and matter: the same in every period) and `traps`. Document *i* of a seed is the same whatever is made
before it. From the command line: `python -m tests.samples OUT --count N --seed S`; after a change of the generator
`python -m tests.samples documents/samples --clean` makes the committed archive again.
Rule: nothing here is taken from a real document; every document says that the province is invented.
"""

from tests.samples.archive import generate, plain_reports
from tests.samples.files import write
from tests.samples.model import Sample

__all__ = ["Sample", "generate", "plain_reports", "write"]
