"""The exact join in Polars: `polars_join.py JOURNAL IDENTITIES OUT`.

The same canonical values as in `duckdb_join.py`: cheap functions first, regular expressions for
what they leave; then two equi-joins. Lazy, so that Polars may order the work and use all cores.
"""

import sys

import polars as pl

DOUBLES = dict(zip("ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху"))
WIDE = dict(zip("０１２３４５６７８９", "0123456789"))
ROMAN = {
    "І": "I", "У": "V", "Х": "X", "1": "I", "L": "I", "Ⅰ": "I", "Ⅱ": "II", "Ⅲ": "III", "Ⅳ": "IV",
    "Ⅴ": "V", "Ⅵ": "VI", "Ⅶ": "VII", "Ⅷ": "VIII", "Ⅸ": "IX", "Ⅹ": "X", "Ⅺ": "XI", "Ⅻ": "XII",
}
PLAIN_NAME = "^[А-ЯЁа-яё]*$"
NUMBER = r"^([IVXLCІУХ1Ⅰ-Ⅿ]+?)[^А-ЯЁA-Z0-9]*([А-ЯЁABCEHKMOPTXY]{2})(?:\s|№|NO|N)*([0-9]{6,7})\s*$"


def number(digits):
    first = digits.str.slice(0, 1)
    is_placeholder = digits.str.slice(0, 9) == pl.concat_str([first] * 9)
    return pl.when((digits.str.len_bytes() == 11) & ~is_placeholder).then(digits)


def snils(column):
    odd = column.str.replace_many(WIDE).str.replace_all("[^0-9]", "")
    return number(odd)


def name(column):
    column = column.fill_null("")
    odd = (
        column.str.normalize("NFC")
        .str.replace_many(DOUBLES)
        .str.replace_all("[\u00ad\u200b-\u200f\ufeff]", "")
        .str.replace_all(r"\s+", " ")
        .str.replace_all(" ?[-‐‑‒–—−] ?", "-")
        .str.strip_chars()
    )
    plain = pl.when(column.str.contains(PLAIN_NAME)).then(column).otherwise(odd)
    return plain.str.to_uppercase().str.replace_all("Ё", "Е", literal=True)


def day(column):
    odd = column.str.replace_all("[^0-9.-]", "")
    return pl.coalesce(
        odd.str.to_date("%Y-%m-%d", strict=False), odd.str.to_date("%-d.%-m.%Y", strict=False)
    )


def paper(series, digits):
    whole = pl.concat_str(
        [series.str.replace_all("l", "I", literal=True), pl.lit(" "), digits.fill_null("")]
    ).str.to_uppercase().str.strip_chars()
    parts = whole.str.extract_groups(NUMBER)
    return pl.concat_str(
        [
            parts.struct.field("1").str.replace_many(ROMAN),
            parts.struct.field("2").str.replace_many(DOUBLES),
            parts.struct.field("3"),
        ]
    )


def table(path):
    middle = pl.col("middle_name")
    middle = pl.when(~middle.is_in(["-", "нет", "отсутствует", "б/о"])).then(middle)
    return pl.scan_csv(path, infer_schema=False).select(
        "id",
        snils=snils(pl.col("snils")),
        last=name(pl.col("last_name")),
        first=name(pl.col("first_name")),
        middle=name(middle),
        day=day(pl.col("birth_date")),
        paper=paper(pl.col("cert_series"), pl.col("cert_number")),
    )


def main(journal, identities, out):
    person = ["last", "first", "middle", "day"]
    journal, identities = pl.collect_all([table(journal), table(identities)])
    by_snils = identities.lazy().join(journal.lazy(), on=["snils", *person])
    by_paper = identities.lazy().join(journal.lazy(), on=["paper", *person]).filter(
        pl.col("snils").is_null()
        | pl.col("snils_right").is_null()
        | (pl.col("snils") == pl.col("snils_right"))
    )
    pairs = [
        frame.select(identity="id", record="id_right") for frame in (by_snils, by_paper)
    ]
    found = (
        pl.concat(pairs)
        .unique()
        .group_by("identity")
        .agg(pl.col("record").first(), count=pl.len())
        .filter(pl.col("count") == 1)
        .collect()
    )
    ids = identities.select(identity="id")
    ids.join(found.drop("count"), on="identity", how="left", maintain_order="left").write_csv(out)
    print("found", found.height, file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:4])
