"""What is the title of a book, a chapter or a clause, and what only looks like one."""

from dataclasses import replace
from pathlib import Path

import pytest
from bot.importing.readers.html import read_html
from bot.importing.readers.markdown import read_markdown
from bot.importing.readers.text.plain_text import read_text
from bot.importing.source import ImportRefusedError, Line, SourceDocument
from bot.importing.structure import books_of

from tests.importing.structure.test_structure import as_written
from tests.importing.written_lines import document


def test_titles_that_are_nothing_but_bold_divide_a_text() -> None:
    source = document("门店守则\n开门\n九点开门。\n收银\n两人清点。\n关门\n十点关门。")
    bold = {"门店守则", "开门", "收银", "关门"}
    lines = tuple(replace(line, bold=line.text in bold) for line in source.lines)
    (book,) = books_of(replace(source, lines=lines)).books

    assert [(clause.title, clause.text) for clause in book.clauses] == [
        ("开门", "九点开门。"),
        ("收银", "两人清点。"),
        ("关门", "十点关门。"),
    ]


def test_two_capitals_apart_are_a_title_and_the_name_of_a_company_is_none(tmp_path: Path) -> None:
    (tmp_path / "rules.txt").write_text(
        "VISITOR RULES\n\nGENERAL\nSign in.\n\nACME GMBH\nMusterstrasse 1\n\n"
        "PHOTOGRAPHY\nNo photos.\n\nIT\nUse the guest network.\nOK\nThanks.",
        "utf-8",
    )

    (book,) = books_of(read_text(tmp_path / "rules.txt")).books

    assert [(clause.title, clause.text) for clause in book.clauses] == [
        ("GENERAL", "Sign in.\nACME GMBH\nMusterstrasse 1"),
        ("PHOTOGRAPHY", "No photos."),
        ("IT", "Use the guest network.\nOK\nThanks."),
    ]


def test_a_title_on_several_lines_is_no_preface() -> None:
    (book,) = books_of(
        document("BYLAWS\nOF\nTHE CLUB\nA charity\nSection 1. A.\nSection 2. B.\nSection 3. C.")
    ).books

    assert (book.title, book.prefaces) == ("BYLAWS OF THE CLUB", {(): "A charity"})


RULES_BELOW_COVER = "Animals\nTwo pets.\nNoise\nNo noise after ten.\nPool\nNo glass there."


@pytest.mark.parametrize(
    ("cover", "title"),
    [
        ("Oak Springs Homeowners\nRules & Regulations", "Oak Springs Homeowners Rules & Regulations"),
        ("Oak Springs Homeowners\nRevised 2013\nRules & Regulations", "Rules & Regulations"),
        ("青禾花园\n业主守则", "业主守则"),
    ],
)
def test_what_stands_on_a_cover_in_letters_as_large_is_the_title_and_no_clause(
    cover: str, title: str
) -> None:
    source = document(f"{cover}\nP.O. Box 57\n{RULES_BELOW_COVER}")
    sizes = dict.fromkeys(("Animals", "Noise", "Pool"), 14.0) | {
        each: 20.0 for each in cover.splitlines() if "Revised" not in each
    }
    lines = tuple(replace(line, size=sizes.get(line.text, 11.0)) for line in source.lines)

    (book,) = books_of(replace(source, lines=lines)).books

    assert book.title == title
    assert [(clause.path, clause.title) for clause in book.clauses] == [
        ((), each) for each in ("Animals", "Noise", "Pool")
    ]


def test_two_headings_of_the_first_level_on_top_are_the_title_and_its_owner() -> None:
    marked = RULES_BELOW_COVER.replace("Animals", "## Animals").replace("Noise", "## Noise")
    (book,) = books_of(
        document(f"# Oak Springs\n# Rules & Regulations\nP.O. Box 57\n{marked.replace('Pool', '## Pool')}")
    ).books

    assert (book.title, [clause.path for clause in book.clauses]) == ("Rules & Regulations", [()] * 3)


@pytest.mark.parametrize("heading", ["序言", "目 录", "Introduction"])
def test_a_preface_is_no_title_of_a_whole(heading: str) -> None:
    source = document(f"# {heading}\n本会由会员组成。\n第一条 甲。\n第二条 乙。\n第三条 丙。")

    assert books_of(replace(source, title="联盟宪章")).books[0].title == "联盟宪章"


def test_a_title_that_is_marked_like_the_headings_below_it_is_none_of_them() -> None:
    page = document("# Remote Work\n# Scope\nFor everybody.\n# Requests\nIn writing.\n# Equipment\nKeep it.")

    (book,) = books_of(replace(page, title="Remote Work")).books

    assert (book.title, [clause.title for clause in book.clauses], book.prefaces) == (
        "Remote Work",
        ["Scope", "Requests", "Equipment"],
        {},
    )


def test_bold_words_behind_a_number_that_end_like_a_title_are_the_title(tmp_path: Path) -> None:
    written = (
        "# Staff Handbook",
        "**2.1 Hours.** Staff work 35 hours a week.",
        "2.2 **Annual leave:** Staff have 25 days.",
        "**2.3** **Never** lend money to a client.",
        "2.4 You must **not** photograph. A client.",
    )
    (tmp_path / "rules.md").write_text("\n\n".join(written), "utf-8")
    (book,) = books_of(read_markdown(tmp_path / "rules.md")).books
    assert [" ".join(as_written(each).split()) for each in book.clauses] == [
        "2.1 · 2.1 [Hours] Staff work 35 hours a week.",
        "2.2 · 2.2 [Annual leave] Staff have 25 days.",
        "2.3 · 2.3 Never lend money to a client.",
        "2.4 · 2.4 You must not photograph. A client.",
    ]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("1.2 <u>Name of the club</u>. It is Alba.", "Name of the club"),
        ("1.2 <em>Name of the club.</em> It is Alba.", "Name of the club"),
        ("<b>1.2</b> <u>Name of the club.</u> It is <b>Alba</b>.", "Name of the club"),
        ("<b>1.2 Name of the club.</b> <i>It is Alba.</i>", "Name of the club"),
        ("<b><u>1.2 Name of the club.</u> It is Alba.</b>", "Name of the club"),
        ("1.2 <u>Never</u> call it Alba.", ""),
        ("1.2 It is <u>Alba</u>. No other.", ""),
        ("1.2 <u>某某会</u>　是本会名称。", ""),
        ("1.2 <b>名称</b>　本会名称为某某会。", "名称"),
    ],
)
def test_words_behind_a_number_that_are_set_off_are_the_title_in_a_page(
    written: str, title: str, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text(
        f"<p>1.1 Shoes off.<p>{written}<p>1.3 Dues are due.", encoding="utf-8"
    )

    (book,) = books_of(read_html(tmp_path / "page.html")).books

    assert [clause.title for clause in book.clauses] == ["", title, ""]


def test_an_english_title_that_was_broken_at_the_margin_is_one() -> None:
    sizes = {"Harbour Clinic": 22.0, "Staff Manual": 22.0}
    written = ["Harbour Clinic", "Staff Manual", "1.1 Doors open at 7.", "1.2 Sign in.", "1.3 Wear a badge."]
    lines = tuple(Line(text, size=sizes.get(text, 12.0)) for text in written)

    (book,) = books_of(SourceDocument("manual.pdf", "0" * 64, lines)).books

    assert book.title == "Harbour Clinic Staff Manual"


@pytest.mark.parametrize("label", ["Section {}.", "§ {}", "1.{}", "Article {}:"])
def test_bold_words_behind_a_number_that_end_like_a_title_are_one(label: str) -> None:
    lines = tuple(
        Line(f"{label.format(at)} Dogs. They stay out.", lead=f"{label.format(at)} Dogs.", paragraph=at)
        for at in (1, 2, 3)
    )

    (book,) = books_of(SourceDocument("dogs.docx", "6f1ed002ab559585" * 4, lines)).books

    assert [(clause.title, clause.text) for clause in book.clauses] == [("Dogs", "They stay out.")] * 3


@pytest.mark.parametrize(("between", "title"), [("　", "交接"), ("——", "交接"), ("。", "交接"), ("", "")])
def test_bold_words_that_a_blank_or_a_sign_sets_off_are_a_title_and_the_text_keeps_its_stops(
    between: str, title: str
) -> None:
    texts = [
        "第一条 甲方守约：不得违约。",
        "第二条 乙方守时。",
        f"第三条 交接{between}离职前须办理：电脑、门禁卡。",
    ]
    lines = [Line(text, paragraph=at) for at, text in enumerate(texts, 1)]
    lines[2] = replace(lines[2], lead="第三条 交接")

    (book,) = books_of(SourceDocument("a.docx", "6f1ed002ab559585" * 4, tuple(lines))).books

    text = "离职前须办理：电脑、门禁卡。"
    assert (book.clauses[2].title, book.clauses[2].text) == (title, text if title else f"交接{text}")


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("宿舍安全与卫生", "宿舍安全与卫生管理制度"),
        ("青禾科技有限公司", "管理制度"),
    ],
)
def test_a_title_broken_before_the_word_for_what_it_is_is_whole(above: str, title: str) -> None:
    source = document(f"{above}\n管理制度\n第一条 甲。\n第二条 乙。\n第三条 丙。")
    lines = tuple(
        replace(line, bold=at < 2, size=18.0 - 6 * (at > 1)) for at, line in enumerate(source.lines)
    )

    [book] = books_of(replace(source, lines=lines)).books

    assert (book.title, book.prefaces) == (title, {} if title.startswith(above) else {(): above})


@pytest.mark.parametrize(("size", "path"), [(26.0, ()), (13.0, ("Chapter 101: Codified Ordinances",))])
def test_a_chapter_of_a_code_in_the_largest_letters_is_the_title_of_its_document(
    size: float, path: tuple[str, ...]
) -> None:
    source = document(
        "Chapter 101: Codified Ordinances\n101.01 Designation; citation\nThis is the code.\n"
        "101.02 Definitions\nWords mean what they say.\n101.03 Rules\nThe plural is the singular.\n"
        "101.99 Penalty\nWhoever breaks this pays."
    )
    sizes = {"Chapter 101: Codified Ordinances": size}
    lines = tuple(
        replace(line, size=sizes.get(line.text, 13.0 if line.text.startswith("101") else 11.0))
        for line in source.lines
    )
    (book,) = books_of(replace(source, lines=lines)).books

    assert {clause.path for clause in book.clauses} == {path}
    assert (book.title == "Chapter 101: Codified Ordinances") == (not path)


def test_lines_between_asterisks_are_bold_titles_in_a_plain_text_too(tmp_path: Path) -> None:
    (tmp_path / "rules.txt").write_text(
        "Rules\n\n**Opening hours**\nWe open at nine.\n\n__Keys__\nThe **porter** has them.\n\n"
        "**Guests**\nGuests sign in.\n",
        "utf-8",
    )

    (book,) = books_of(read_text(tmp_path / "rules.txt")).books

    assert [(clause.title, clause.text) for clause in book.clauses] == [
        ("Opening hours", "We open at nine."),
        ("Keys", "The **porter** has them."),
        ("Guests", "Guests sign in."),
    ]


@pytest.mark.parametrize("sign", [". ", ": ", " – "])
def test_bold_titles_before_the_texts_of_paragraphs_divide_what_nothing_else_does(sign: str) -> None:
    rules = {
        "Children": "Nobody under 14 swims alone.",
        "Showers": "Everybody showers first.",
        "Glass": "No glass at the pool.",
    }
    source = document(
        "Pool Guidelines\n" + "\n".join(f"{title}{sign}{text}" for title, text in rules.items())
    )
    lines = [
        replace(line, lead=line.text.split(sign)[0] if sign in line.text else "") for line in source.lines
    ]

    [book] = books_of(replace(source, lines=tuple(lines))).books

    assert (book.title, {each.title: each.text for each in book.clauses}) == ("Pool Guidelines", rules)


def test_words_that_are_but_stressed_divide_nothing() -> None:
    source = document("Pool Guidelines\nNever swim alone.\nAlways shower first.\nNever bring glass.")
    lines = tuple(replace(line, lead=line.text.partition(" ")[0]) for line in source.lines)

    with pytest.raises(ImportRefusedError):
        books_of(replace(source, lines=lines))


def test_a_long_title_is_one_where_nearly_all_clauses_have_one_in_bold() -> None:
    long = "Penalty for sitting and voting before making oath or affirmation, when not qualified or when disqualified"
    titles = ["Quorum", "Notice", "Votes", "Proxies", long]
    run_in = [
        Line(f"{at}. {title}. Members pay.", lead=f"{at}. {title}.") for at, title in enumerate(titles, 1)
    ]
    alone = [
        line
        for at, title in enumerate(titles, 1)
        for line in (Line(f"Section {at}. {title}", bold=True), Line("Members pay on the first day."))
    ]

    for lines in (run_in, alone):
        (book,) = books_of(SourceDocument("bylaws.docx", "0" * 64, (Line("Bylaws"), *lines))).books
        assert [clause.title for clause in book.clauses] == titles


def test_small_headings_above_the_larger_one_of_each_section_are_words_of_its_text() -> None:
    (book,) = books_of(
        document(
            "## Our Policies\n##### NO SHOWS\n# Missed Visits\nWe charge $50.\n##### RESULTS\n# Test Results\n"
            "None by telephone.\n##### RECORDS\n# Your Records\nBring copies."
        )
    ).books

    assert [(clause.title, clause.text) for clause in book.clauses] == [
        ("Missed Visits", "NO SHOWS\nWe charge $50."),
        ("Test Results", "RESULTS\nNone by telephone."),
        ("Your Records", "RECORDS\nBring copies."),
    ]


def test_an_empty_section_above_a_chapter_stays_one_where_others_of_its_level_have_a_text() -> None:
    (book,) = books_of(
        document(
            "# Leave\n## Sick leave\nTell us.\n## Other leave\n# Pay\n## Days\nThe last.\n# Tools\nKeep them."
        )
    ).books

    assert [clause.text for clause in book.clauses] == ["Tell us.", "Other leave", "The last.", "Keep them."]
