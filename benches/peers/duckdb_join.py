"""The guarded join in DuckDB: `duckdb_join.py JOURNAL IDENTITIES OUT [diagnose]`.

Values of the common shapes take cheap functions and the odd ones regular expressions; every
identity is joined by its SNILS and by its certificate, each with names and birth date. With
`diagnose` those who are not found are joined once more, on selective keys, and the best three
records of each are kept. This is what a patient user of DuckDB would write, not a first try.
"""

import sys

import duckdb

DOUBLES = "translate({}, 'ABCEHKMOPTXYaceopxy', 'АВСЕНКМОРТХУасеорху')"
MACROS = f"""
CREATE MACRO number_of(d) AS CASE
  WHEN length(d) = 11 AND d[1:9] <> repeat(d[1], 9) THEN TRY_CAST(d AS BIGINT) END;
CREATE MACRO snils_of(s) AS CASE
  WHEN s IS NULL THEN NULL
  WHEN strlen(s) = 14 AND s[4] = '-' AND s[8] = '-' AND s[12] = ' '
  THEN number_of(s[1:3] || s[5:7] || s[9:11] || s[13:14])
  ELSE number_of(regexp_replace(translate(s, '０１２３４５６７８９', '0123456789'),
    '[^0-9]', '', 'g')) END;
CREATE MACRO odd_name(n) AS trim(regexp_replace(regexp_replace(regexp_replace(
  {DOUBLES.format("nfc_normalize(n)")},
  '[\\x{{AD}}\\x{{200B}}-\\x{{200F}}\\x{{FEFF}}]', '', 'g'),
  '[\\s\\x{{A0}}\\x{{202F}}]+', ' ', 'g'), ' ?[-‐‑‒–—−] ?', '-', 'g'));
-- Two bytes to every sign and none of the odd ones: Cyrillic letters alone.
CREATE MACRO name_of(n) AS replace(upper(CASE
  WHEN n IS NULL THEN ''
  WHEN strlen(n) = 2 * length(n) AND NOT contains(n, chr(173)) AND NOT contains(n, chr(160))
    AND NOT contains(n, chr(774)) AND NOT contains(n, chr(776)) AND NOT contains(n, '-') THEN n
  ELSE odd_name(n) END), 'Ё', 'Е');
CREATE MACRO patronymic_of(n) AS CASE WHEN n IN ('-', 'нет', 'отсутствует', 'б/о') THEN ''
  ELSE name_of(n) END;
CREATE MACRO day_of(d) AS CASE
  WHEN strlen(d) = 10 AND d[5] = '-' THEN TRY_CAST(d AS DATE)
  WHEN strlen(d) = 10 AND d[3] = '.' AND d[6] = '.'
  THEN TRY_CAST(d[7:10] || '-' || d[4:5] || '-' || d[1:2] AS DATE)
  ELSE coalesce(try_strptime(regexp_replace(d, '[^0-9.-]', '', 'g'), '%Y-%m-%d'),
    try_strptime(regexp_replace(d, '[^0-9.-]', '', 'g'), '%-d.%-m.%Y'))::DATE END;
CREATE MACRO odd_paper(w) AS regexp_extract(w, '^\\s*([IVXLCІУХ1Ⅰ-Ⅿ]+?)[^А-ЯЁA-Z0-9]*'
  || '([А-ЯЁABCEHKMOPTXY]{{2}})(?:[\\s\\x{{A0}}]|№|NO|N)*([0-9]{{6,7}})\\s*$', ['n', 'l', 'd']);
CREATE MACRO roman_of(n) AS replace(replace(replace(replace(replace(replace(replace(replace(
  replace(translate(n, 'ІУХ1LlⅠⅤⅩ', 'IVXILIIVX'), 'Ⅱ', 'II'), 'Ⅲ', 'III'), 'Ⅳ', 'IV'),
  'Ⅵ', 'VI'), 'Ⅶ', 'VII'), 'Ⅷ', 'VIII'), 'Ⅸ', 'IX'), 'Ⅺ', 'XI'), 'Ⅻ', 'XII');
CREATE MACRO paper_of(s, n) AS CASE
  WHEN s IS NULL THEN NULL
  WHEN strlen(n) = 6 AND regexp_full_match(s, '[IVXLC]+-[А-ЯЁ][А-ЯЁ]') THEN s || n
  ELSE (SELECT CASE WHEN p.d = '' THEN NULL
      ELSE roman_of(p.n) || '-' || {DOUBLES.format('p.l')} || p.d END
    FROM (SELECT odd_paper(upper(replace(s, 'l', 'I') || ' ' || coalesce(n, ''))) AS p)) END;
"""

READ = """
CREATE TABLE {0} AS SELECT id, snils_of(snils) AS snils, name_of(last_name) AS last,
  name_of(first_name) AS first, patronymic_of(middle_name) AS middle, day_of(birth_date) AS day,
  paper_of(cert_series, cert_number) AS paper
FROM read_csv('{1}', all_varchar = true, header = true, delim = ',', quote = '"')
"""

FOUND = """
CREATE TABLE found AS
WITH pairs AS (
  SELECT i.id AS identity, j.id AS record, 'snils' AS ground FROM identities i JOIN journal j
    USING (snils, last, first, middle, day)
  UNION ALL
  SELECT i.id, j.id, 'certificate' FROM identities i JOIN journal j
    USING (paper, last, first, middle, day)
    WHERE i.snils IS NULL OR j.snils IS NULL OR i.snils = j.snils)
SELECT identity, min(record) AS record, max(ground) AS ground FROM pairs
GROUP BY identity HAVING count(DISTINCT record) = 1
"""

# Keys of which a few records share one; none is a name or a date alone.
NEAR = [
    "snils",
    "paper",
    "day, last, first",
    "day, last, middle",
    "day, first, middle",
    "last, first, middle, month, date",
    "last, first, middle, year, date",
    "last, first, middle, year, month",
    "day, head",
    "day, tail",
    "last, first, head",
    "last, first, tail",
]

DIAGNOSE = """
CREATE TABLE missed AS SELECT *, {parts} FROM identities i ANTI JOIN found f ON i.id = f.identity;
CREATE TABLE parted AS SELECT *, {parts} FROM journal;
CREATE TABLE near AS
WITH pairs AS ({pairs})
SELECT identity, record FROM (
  SELECT m.id AS identity, p.id AS record,
    coalesce((m.snils = p.snils)::INT * 30, 0) + coalesce((m.paper = p.paper)::INT * 26, 0)
    + (m.last = p.last)::INT * 8 + (m.first = p.first)::INT * 5 + (m.middle = p.middle)::INT * 6
    + coalesce((m.day = p.day)::INT * 12, 0)
    - coalesce(damerau_levenshtein(m.snils::VARCHAR, p.snils::VARCHAR), 0)
    - damerau_levenshtein(m.last, p.last) - 4 * damerau_levenshtein(m.first, p.first) AS score
  FROM pairs JOIN missed m ON m.id = pairs.identity JOIN parted p ON p.id = pairs.record)
QUALIFY row_number() OVER (PARTITION BY identity ORDER BY score DESC, record) <= 3
"""

PARTS = """year(day) AS year, month(day) AS month, day(day) AS date,
  snils // 1000000 AS head, snils % 100000 AS tail"""


def main(journal, identities, out, diagnose):
    base = duckdb.connect()
    base.execute(MACROS)
    for table, path in [("journal", journal), ("identities", identities)]:
        base.execute(READ.format(table, path))
    base.execute(FOUND)
    if diagnose:
        pairs = " UNION ".join(
            f"SELECT m.id AS identity, p.id AS record FROM missed m JOIN parted p USING ({key})"
            for key in NEAR
        )
        base.execute(DIAGNOSE.format(parts=PARTS, pairs=pairs))
        base.execute(f"COPY near TO '{out}.near' (HEADER)")
    base.execute(
        f"COPY (SELECT i.id AS identity, record, ground FROM identities i LEFT JOIN found f"
        f" ON i.id = f.identity) TO '{out}' (HEADER)"
    )
    print("found", base.execute("SELECT count(*) FROM found").fetchone()[0], file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:4], "diagnose" in sys.argv[4:])
