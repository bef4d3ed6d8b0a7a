"""The table of finding codes: severity, message, remedy, and what `kjournal explain` says of it.

A code never changes its meaning. Messages are templates for the finding's `args`; all words go through the catalogues.
"""

# fmt: off
from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from kjournal.findings.finding import Severity
from kjournal.words import N_
from kjournal.words.folding import fold

Mends = Literal["", "safe", "unsafe"]


class Code(NamedTuple):
    """One declared code."""

    code: str
    severity: Severity
    message: str
    remedy: str
    why: str  # what it is and why it matters, for `explain` and docs/findings/
    example: str = ""  # a line of a note that has it
    cure: str = ""  # the same line mended
    title: str = ""  # a few words for lists; left out where the message itself is short and names nothing
    mends: Mends = ""  # whether `check --fix` mends it: "safe" by itself, "unsafe" with --unsafe-fixes

    @property
    def called(self) -> str:
        """The title, to be looked up: its own words, else the message."""
        return self.title or self.message


_TABLE = (
    # KJ0 file, encoding, conflict, settings
    Code("KJ001", "error", N_("cannot be read: {reason}"), N_("make it an ordinary file that you may read"), N_("Only ordinary files inside the journal are read: no links out of it, no devices, nothing that is locked away."), "customers/x.md -> /etc/passwd", title=N_("a file that cannot be read")),
    Code("KJ002", "error", N_("larger than 1 MiB ({size} bytes)"), N_("move long texts or pictures out of the note"), N_("A note is a page of text; something this large was saved here by mistake."), title=N_("a file that is too large")),
    Code("KJ003", "warning", N_("not saved as UTF-8; read as {encoding}"), N_("save it as UTF-8"), N_("Windows Notepad saves as ANSI or UTF-16 when asked to. The note was read rightly, but other programs may show it garbled."), title=N_("not saved as UTF-8"), mends="safe"),
    Code("KJ004", "warning", N_("begins with a byte order mark (BOM)"), N_("save it as UTF-8 without BOM"), N_("Some Windows editors put an invisible mark before the first character. It was ignored."), mends="safe"),
    Code("KJ005", "error", N_("cannot be decoded: {reason}"), N_("bring back a good version with git, or save it anew as UTF-8"), N_("Bytes in the file are not text in any encoding in use. A wrong guess would garble names, so none was made."), title=N_("text that cannot be decoded")),
    Code("KJ006", "error", N_("NUL bytes in the file ({count}); it looks damaged"), N_("bring back a good version: git checkout -- {path}"), N_("A power cut or a full disk leaves zero bytes in a file."), title=N_("NUL bytes in the file")),
    Code("KJ007", "warning", N_("the file is empty"), N_("write the note, or delete the file"), N_("An empty note says nothing about anybody.")),
    Code("KJ008", "error", N_("a merge of two versions is not finished: {what}"), N_("choose with  kjournal resolve, or keep what is right and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"), N_("Two people changed the same lines, and git could not choose. Until somebody does, the last good version is used."), "<<<<<<< HEAD\ngrade: A\n=======\ngrade: B\n>>>>>>> theirs", "grade: A"),
    Code("KJ009", "info", N_("the version of {day} is used until the note can be read again"), N_("mend the note"), N_("A note that cannot be read keeps its last good version from git, so that nobody drops out of the reminders."), title=N_("an earlier version is used")),
    Code("KJ010", "warning", N_("looks like a copy that a synchronising program made of a conflict; not read"), N_("compare it with {original}, then delete one of the two"), N_("Dropbox, OneDrive, Syncthing and 坚果云 leave a second file when two devices changed one. Reading both would count every visit twice.")),
    Code("KJ011", "warning", N_("unusual line ends ({kind})"), N_("save it with ordinary line ends"), N_("Old Macs and some web pages end lines with other characters. They were read as line ends."), title=N_("unusual line ends"), mends="safe"),
    Code("KJ012", "warning", N_("invisible characters ({kind})"), N_("delete them"), N_("Characters that nobody sees come along when text is copied from a web page, from WeChat or from Word. They were ignored."), "name: 王\u200b建国", "name: 王建国", title=N_("invisible characters"), mends="safe"),
    Code("KJ013", "warning", N_("garbled text: {text}"), N_("type it anew"), N_("Text that was saved in one encoding and opened in another turns into characters nobody wrote."), "name: 锟斤拷", "name: 王建国", title=N_("garbled text")),
    Code("KJ014", "warning", N_("the file cannot keep its name: {reason}"), N_("rename it to {name}"), N_("Some names do not work on Windows or a Mac: colleagues there could not check out the journal. And what does not end with .md is not read at all."), title=N_("a file name that does not work")),
    Code("KJ015", "warning", N_("the names of {others} differ only in capital letters or the form of accents"), N_("rename one of them"), N_("Windows and the Mac take them for one file: on a colleague's computer one would overwrite the other."), title=N_("file names that differ only in capital letters")),
    Code("KJ016", "info", N_("letters and their accents stand apart in the name of the file, as some Macs write them"), N_("rename it to {name}, typed anew"), N_("The name looks the same everywhere, but git on Windows and Linux takes the two forms for two files."), title=N_("a file name as some Macs write it")),
    Code("KJ017", "error", N_("more than {most} promises in one note; those from here on are not read"), N_("delete the lines that were not meant, or begin another note"), N_("Nobody makes so many at one visit: something was pasted here, or a key stuck."), title=N_("too many promises in one note")),
    Code("KJ020", "warning", N_("unknown setting {key}"), N_("{nearest}"), N_("A setting that is not known has no effect; it may be misspelt."), "[cadance]", "[cadence]", title=N_("a setting that is not known")),
    Code("KJ021", "error", N_("setting {key}: {reason}"), N_("write {example}"), N_("The setting cannot be understood; its default is used."), "today = 20.11.", 'today = "2026-11-20"', title=N_("a setting that is not understood")),
    # KJ1 header syntax
    Code("KJ101", "error", N_("the note does not begin with ---"), N_("{remedy}"), N_("The fields stand between two lines of three hyphens."), "name: 王建国\n---", "---\nname: 王建国\n---", mends="safe"),
    Code("KJ102", "error", N_("the second --- is missing"), N_("put a line of --- after the last field (line {after})"), N_("Without the second line of hyphens, the text of the note would be read as fields."), "---\nname: 王建国\n今天见到了", "---\nname: 王建国\n---\n今天见到了", mends="safe"),
    Code("KJ103", "warning", N_("{text} was read as ---"), N_("write three plain hyphens: ---"), N_("Chinese input methods type full-width dashes."), "———", "---", title=N_("other dashes in place of ---"), mends="safe"),
    Code("KJ104", "error", N_("this line is not understood: {reason}"), N_("{remedy}"), N_("Each line between the two --- is a field: a name, a colon, a blank, a value. Longer texts go below the second ---."), "note: 主任说: 下周再来", 'note: "主任说: 下周再来"', title=N_("a line that is not understood"), mends="unsafe"),
    Code("KJ105", "error", N_("{key} is written twice: line {first} and line {second}"), N_("{remedy}"), N_("It would be left to chance which of the two counts; after a merge it happens easily."), "phone: 1\nphone: 2", "phone: 1", title=N_("a field that is written twice")),
    Code("KJ106", "error", N_("a value cannot begin with & or * and a letter: that repeats what stands elsewhere"), N_("write the value itself; if the sign belongs to it, put it in quotes:  {text}"), N_("Such references let a small file grow without bounds and hide what a field says."), "base: &b 1", "base: 1"),
    Code("KJ107", "error", N_("a value cannot begin with ! and a letter"), N_("put the value in quotes:  {text}"), N_("There, ! and a word name a kind of data that only programs know. Notes hold only text."), "name: !!python/object x", 'name: "!!python/object x"'),
    Code("KJ108", "error", N_("brackets nested deeper than {depth}"), N_("write one item on each line"), N_("No note needs that; it looks damaged."), title=N_("brackets nested too deep")),
    Code("KJ109", "error", N_("the fields take more than 64 KiB"), N_("move long texts below the second ---"), N_("Fields are short; something else stands between the two ---.")),
    Code("KJ110", "error", N_("no field was found"), N_("{remedy}"), N_("What stands between the two --- is a list or a plain text, not fields."), "---\n- name: 王建国\n---", "---\nname: 王建国\n---"),
    Code("KJ111", "warning", N_("full-width colon, {count} times; read as intended"), N_("use the half-width colon and a blank:  {text}"), N_("Chinese input methods type the wide colon."), "名称：向阳镇卫生院", "名称: 向阳镇卫生院", title=N_("full-width colons"), mends="safe"),
    Code("KJ112", "warning", N_("no blank after the colon, {count} times; read as intended"), N_("put a blank after the colon:  {text}"), N_("Without the blank, YAML takes the line for one long word."), "grade:A", "grade: A", title=N_("no blank after the colon"), mends="safe"),
    Code("KJ113", "warning", N_("tabs in front of the line, {count} times; read as blanks"), N_("use two blanks for each step"), N_("YAML does not allow tabs there."), "\tname: 王", "  name: 王", title=N_("tabs in front of the line"), mends="safe"),
    Code("KJ114", "warning", N_("wide blanks (U+3000 or U+00A0), {count} times; read as blanks"), N_("use ordinary blanks"), N_("Chinese input methods and web pages bring blanks of other widths."), "　name: 王", "  name: 王", title=N_("wide blanks"), mends="safe"),
    Code("KJ115", "warning", N_("blank lines before the first ---"), N_("delete them"), N_("The first line of a note is ---."), mends="safe"),
    Code("KJ116", "error", N_("a colon without a name before it"), N_("write the name of the field before the colon"), N_("A value without a name belongs to no field."), ": 王建国", "name: 王建国"),
    Code("KJ117", "error", N_("the quotation mark has no end"), N_("put the other half where the text ends:  {text}"), N_("All that follows would belong to the quoted text."), 'name: "王建国', 'name: "王建国"', mends="unsafe"),
    Code("KJ118", "error", N_("the {bracket} has no end"), N_("put the other half where the list ends:  {text}"), N_("All that follows would belong to the list."), "tags: [重点, 河池", "tags: [重点, 河池]", title=N_("a bracket without its end"), mends="unsafe"),
    Code("KJ119", "error", N_("only {count} hyphens: the line must have three"), N_("write ---"), N_("The fields stand between two lines of three hyphens."), "--", "---", title=N_("too few hyphens"), mends="safe"),
    Code("KJ120", "error", N_("nothing may stand behind ---"), N_("move {text} to a line of its own"), N_("The line of hyphens stands alone."), "--- name: 王", "---\nname: 王"),
    Code("KJ121", "warning", N_("the fields end with ..."), N_("write ---"), N_("YAML allows it; other programs that read the journal may not."), "...", "---", mends="safe"),
    Code("KJ122", "warning", N_("a value that needs quotes, {count} times; read as intended"), N_("write  {text}"), N_("Some signs mean something else where a value begins, and so does a colon with a blank behind it. Between quotes they are what they are."), "note: 主任说: 下周再来", 'note: "主任说: 下周再来"', title=N_("a value that needs quotes"), mends="safe"),
    Code("KJ123", "warning", N_("quotation marks or brackets that do not match, {count} times; read as intended"), N_("write  {text}"), N_("Chinese input methods type the one at the end in another form than the one at the beginning."), 'name: "王建国”', 'name: "王建国"', title=N_("quotation marks or brackets that do not match"), mends="safe"),
    Code("KJ124", "warning", N_("items of a list without a plain - and a blank, {count} times; read as intended"), N_("write  {text}"), N_("Each item of a list begins with a hyphen and a blank."), "tags:\n  - 重点\n  －河池", "tags:\n  - 重点\n  - 河池", title=N_("items of a list without a plain - and a blank"), mends="safe"),
    Code("KJ125", "warning", N_("= in place of the colon, {count} times; read as intended"), N_("write  {text}"), N_("A colon and a blank stand between a field's name and its value."), "电话=19900000001", "电话: 19900000001", title=N_("= in place of the colon"), mends="safe"),
    Code("KJ126", "warning", N_("\\ between double quotes, {count} times; read as it stands"), N_("write  {text}"), N_("Between double quotes \\ gives the next character another meaning. Between single quotes it is what it is."), 'note: "D:\\客户"', "note: 'D:\\客户'", title=N_("\\ between double quotes"), mends="safe"),
    Code("KJ127", "warning", N_("blanks in front of a field, {count} times; read without them"), N_("begin the line without blanks:  {text}"), N_("Blanks at the start of a line make it a part of the field above."), "name: 王建国\n grade: A", "name: 王建国\ngrade: A", title=N_("blanks in front of a field"), mends="safe"),
    Code("KJ128", "warning", N_("these lines look like fields, and stand in the text: {kind}"), N_("move them between the two --- at the top of the note; there they count"), N_("Only the fields between the first two lines of --- are counted: an order, a payment or a birthday that stands in the text reaches no sum and no reminder."), "---\n客户: 甲店\n---\n收款: 500 现金", "---\n客户: 甲店\n收款: 500 现金\n---", title=N_("fields that stand in the text")),
    # KJ2 values
    Code("KJ201", "error", N_("{label} ({key}) is missing; {otherwise}"), N_("{remedy}"), N_("Intervals, grades and lists go by these few fields."), "", "class: 村卫生室", title=N_("a field that must be there is missing")),
    Code("KJ202", "error", N_("{label}: {value} is not one of the choices"), N_("{nearest}"), N_("Only listed words can be counted and compared. The value is left out."), "grade: E", "grade: C", title=N_("not one of the choices"), mends="unsafe"),
    Code("KJ203", "error", N_("{label}: {reason}: {value}"), N_("{remedy}"), N_("The date does not exist or cannot be read, so nothing reminds of it."), "birthday: 2026-02-30", "birthday: 2026-02-28", title=N_("no such date, or one that is not understood")),
    Code("KJ204", "info", N_("{label}: {value} was read as {read}"), N_("the plain form is {plain}"), N_("The date is understood; the plain form sorts well and leaves nobody in doubt."), "date: 2026年3月8日", "date: 2026-03-08", title=N_("a date in another spelling"), mends="safe"),
    Code("KJ205", "info", N_("unknown field {key}; kept as it is"), N_("{nearest}"), N_("It is neither checked nor used; it may be misspelt. Fields of your own can be declared in kjournal.toml."), "电话号: 1990", "电话: 1990", title=N_("an unknown field"), mends="unsafe"),
    Code("KJ206", "warning", N_("{label}: the year of {value} has two digits; read as {read}"), N_("write all four digits: {plain}"), N_("Two digits may mean either century."), "date: 26-3-8", "date: 2026-03-08", title=N_("a year of two digits"), mends="unsafe"),
    Code("KJ207", "error", N_("{label}: {value} is not {expected}"), N_("{remedy}"), N_("A number that cannot be read is left out, so that no sum is wrong without a word."), "金额: 约三百", "金额: 300", title=N_("not a number, an amount or a time"), mends="unsafe"),
    Code("KJ208", "warning", N_("{label}: {reason}: {value}"), N_("{remedy}"), N_("A line of business was read another way than it looks."), "orders: [阿莫西林 20盒×12.5]", "orders: [阿莫西林 20盒 ×12.5]", title=N_("a line of business read with a doubt"), mends="unsafe"),
    Code("KJ209", "warning", N_("{label}: what follows # was cut off: {value}"), N_("delete the #, or put the whole value in quotes"), N_("In YAML a # after a blank begins a comment."), "address: 向阳街 #3 201", 'address: "向阳街 #3 201"', title=N_("a text cut off by #"), mends="unsafe"),
    Code("KJ210", "warning", N_("{label}: Chinese quotation marks around the value; left out"), N_("delete them"), N_("They would become part of the name."), "name: “王建国”", "name: 王建国", title=N_("Chinese quotation marks around a value"), mends="safe"),
    Code("KJ211", "warning", N_("{label}: {value} does not look like a telephone number"), N_("check the digits"), N_("A number that cannot be called helps nobody at the door. It is shown as typed."), "phone: 1990000", "phone: 19900000011", title=N_("not a telephone number")),
    Code("KJ212", "info", N_("{label}: one text was read as a list: {value}"), N_("write  [{value}]"), N_("It is understood; the list form leaves nobody in doubt."), "tags: 重点、河池", "tags: [重点, 河池]", title=N_("a list written as one text"), mends="safe"),
    Code("KJ213", "warning", N_("{label}: {value} is a {weekday}, not a {typed}; the date counts"), N_("correct the one that is wrong"), N_("The day of the week and the date do not agree; one of them is wrong."), "date: 2026-11-21 周一", "date: 2026-11-21", title=N_("a weekday that does not fit the date"), mends="unsafe"),
    Code("KJ214", "error", N_("{label}: {expected} is wanted here, not {found}"), N_("write  {key}: …"), N_("The value has another shape than the field, so it is left out."), "class:\n  a: 1", "class: 村卫生室", title=N_("a value of another shape")),
    Code("KJ215", "warning", N_("{label} is missing"), N_("ask for it at the next visit"), N_("Without address and telephone nobody can step in for a colleague (S0)."), "", "phone: 19900000011", title=N_("telephone or address is missing")),
    Code("KJ216", "warning", N_("a promise without a day; due on {day}"), N_("add the day it is due, for example {day}"), N_("A promise without a day is forgotten. Seven days after the visit are assumed."), "- [ ] 送样品", "- [ ] 送样品 2026-12-01", title=N_("a promise without a day"), mends="unsafe"),
    Code("KJ217", "warning", N_("{label}: {value} was read as {read}"), N_("write  {read}"), N_("Wide or invisible characters were read as the plain ones."), "phone: １９９０００００００１", "phone: 19900000001", title=N_("full-width or invisible characters in a value"), mends="safe"),
    Code("KJ218", "error", N_("{label}: the line comes to {sum}, not {total}"), N_("check quantity, price and total"), N_("Quantity times price does not give the total that is written. The total counts."), "orders: [阿莫西林 20盒 ×12.5 =240]", "orders: [阿莫西林 20盒 ×12.5 =250]", title=N_("a sum that does not come out")),
    Code("KJ219", "warning", N_("{label}: a line break in the value; read as a blank"), N_("write it on one line"), N_("Names stand on one line, on pages and on the phone."), title=N_("a line break in a value"), mends="safe"),
    Code("KJ220", "warning", N_("{key} is empty, and the lines below may belong to it"), N_("begin the lines that belong to {key} with two blanks"), N_("What belongs together is told by the blanks at the start of a line."), "证照:\n证号: 桂A1", "证照:\n  证号: 桂A1", title=N_("lines that may belong to the field above"), mends="unsafe"),
    Code("KJ221", "info", N_("{label}: {value} was read as {read}"), N_("the plain form is {read}"), N_("It is understood; the plain form is shown everywhere."), "grade: a级", "grade: A", title=N_("a value in another spelling"), mends="safe"),
    Code("KJ222", "info", N_("{text} counts from the visit's day: {read}"), N_("write  {read}"), N_("A word like 后天 is right only on the day it was written."), "- [ ] 送样品 后天", "- [ ] 送样品 2026-11-22", title=N_("a day counted from the visit"), mends="safe"),
    Code("KJ223", "info", N_("{label}: {value} is not one of the usual words; kept as it is"), N_("{nearest}"), N_("Other words may stand here, but this one looks like a slip, and only the usual words are counted together."), "purpose: 市场调言", "purpose: 市场调研", title=N_("not one of the usual words"), mends="unsafe"),
    Code("KJ224", "info", N_("the field {key} was read as {label}"), N_("write  {plain}"), N_("Field names are understood in any case and with blanks between; the plain spelling is what other programs know."), "Name: 王建国", "name: 王建国", title=N_("a field name in another spelling"), mends="safe"),
    Code("KJ225", "warning", N_("{label}: {value} has no year; read as {read}"), N_("write the year, or put the date into the name of the file"), N_("Next year the same words would mean another day."), "date: 11-20", "date: 2026-11-20", title=N_("a date without a year"), mends="unsafe"),
    Code("KJ226", "error", N_("{label} is written twice under two names: line {first} and line {second}; {counts}"), N_("{remedy}"), N_("The same field has several spellings, and here two of them say something."), "phone: 19900000001\n电话: 19900000002", "phone: 19900000001", title=N_("one field under two names")),
    Code("KJ227", "warning", N_("{label}: {value}: that year is hardly meant"), N_("check the year"), N_("A year before 1900 or after 2100 is a slip in nearly every note."), "date: 1026-11-20", "date: 2026-11-20", title=N_("a year that is hardly meant")),
    Code("KJ228", "warning", N_("{label}: {value} was read as {read}, in the night"), N_("write  {afternoon}  if the afternoon is meant"), N_("Between one and half past five nobody is visited at night, but the time says so."), "start: 2:30", "start: 14:30", title=N_("a time in the night"), mends="unsafe"),
    Code("KJ229", "warning", N_("a promise without a day on a card: nothing will remind of it"), N_("add the day it is due, for example 2026-12-01"), N_("On a visit a promise without a day is due a week later; a card has no day to count from."), "- [ ] 送样品", "- [ ] 送样品 2026-12-01"),
    Code("KJ230", "info", N_("{label} is empty; the name of the file is used"), N_("write the name, or delete the line"), N_("A customer without a name of its own is called like its file."), "name:", "name: 王建国", title=N_("an empty name"), mends="unsafe"),
    Code("KJ231", "warning", N_("{label}: {value} belongs to the value: a wide ＃ begins no comment"), N_("use the half-width # with a blank before and behind it, or leave it"), N_("What was meant as a remark became part of the value."), "name: 王建国 ＃科主任", "name: 王建国 # 科主任", title=N_("a wide ＃ in a value"), mends="unsafe"),
    Code("KJ232", "info", N_("{label}: one item was read as a list of one"), N_("put [ ] around it, or begin its line with  - and a blank"), N_("Several items may stand there. It is understood; the list form leaves nobody in doubt when a second one comes."), "contacts: 黄卫民 老板", "contacts: [黄卫民 老板]", title=N_("one item where a list is wanted"), mends="safe"),
    Code("KJ233", "warning", N_("{label}: {value} is not understood; the usual interval is kept"), N_("write for example  30天  or  每两周, or one of the presets: {words}"), N_("The days between two visits are taken from these words. As they are not understood, the customer is visited as often as others of its grade."), "cadence: 有空就去", "cadence: 30天", title=N_("an interval that is not understood")),
    Code("KJ234", "warning", N_("{label}: {reason}"), N_("write for example  2026-11-15 去世 父亲"), N_("Without knowing what happened and when no quiet time is kept, and birthday greetings go on after a death."), "life_events: [2026-11-20 家里有变故]", "life_events: [2026-11-20 去世 父亲]", title=N_("a life event that is not understood")),
    Code("KJ235", "warning", N_("{label}: no day could be read in {value}; nothing will remind of it"), N_("begin with the day, for example  {example}"), N_("The next visit is reminded of on its day; without one it waits for the usual interval."), "next: 春节后 送样品", "next: 2027-02-15 送样品", title=N_("a next visit without a day that can be read")),
    Code("KJ236", "info", N_("{label}: {value} is no code of a finding"), N_("{nearest}"), N_("A note names here the codes of findings that it does not want to be told of, such as KJ203, or families such as KJ2. Another word silences nothing."), "ignore: [K203]", "ignore: [KJ203]", title=N_("not a code of a finding")),
    # KJ3 references and duplicates
    Code("KJ301", "error", N_("no customer is called {value}"), N_("{nearest}"), N_("The visit counts for nobody until it names a customer."), "customer: 向阳真卫生院", "customer: 向阳镇卫生院", title=N_("a customer that nobody knows")),
    Code("KJ302", "error", N_("{value} may be any of: {candidates}"), N_("write the id of the one that is meant"), N_("Two customers share that name, and a visit must not go to the wrong one."), "customer: 卫生院", "customer: EJ-XY-01", title=N_("a name that several customers share")),
    Code("KJ303", "error", N_("the id {value} is used by more than one card"), N_("give each card an id of its own"), N_("Visits that name the id cannot be given to either. Until then each is known by its path."), "id: EJ-01", "id: EJ-02", title=N_("an id that stands on several cards")),
    Code("KJ304", "warning", N_("may be the same customer: {candidates}"), N_("merge the cards (status: 合并, merged_into: …), or write how they differ"), N_("Two cards of one customer split its visits, and both fall due."), title=N_("perhaps the same customer twice")),
    Code("KJ305", "warning", N_("several cards have the file name {value}; each is known by its path"), N_("write an id on each card"), N_("The file's name is the customer's id where none is written."), title=N_("several cards of one file name")),
    Code("KJ306", "error", N_("{value} cannot name a customer"), N_("write the customer's id or name"), N_("A reference is a name, not a path."), "customer: ../../x", "customer: 向阳镇卫生院", title=N_("not the name of a customer")),
    Code("KJ307", "info", N_("the rep {value} is not in the settings; used as written"), N_("{nearest}"), N_("Feeds are made for the reps in kjournal.toml; a misspelt name makes a rep of its own."), "rep: 周宁宁", "rep: 周宁", title=N_("a rep who is not in the settings")),
    # KJ4 visits and care
    Code("KJ401", "error", N_("the visit is done, but its day {day} lies ahead"), N_("correct the day, or write  status: 计划"), N_("A visit that has not happened would put off the next one."), "date: 2027-11-20\nstatus: 完成", title=N_("a finished visit that lies ahead")),
    Code("KJ402", "error", N_("{second} ({later}) lies before {first} ({earlier})"), N_("check both"), N_("Nothing ends before it begins."), "start: 15:00\nend: 14:30", "start: 14:30\nend: 15:00", title=N_("an end before its beginning")),
    Code("KJ403", "warning", N_("a visit of a customer that is {status}"), N_("change the status of the card, or the visit"), N_("Closed, merged and lost customers are not visited; either the card or the visit is out of date."), title=N_("a visit of a customer who is given up")),
    Code("KJ404", "info", N_("planned for {day}: did you go?"), N_("write what happened, or  status: 取消"), N_("A plan stays a plan until the note says what happened."), title=N_("a plan whose day has passed")),
    Code("KJ405", "warning", N_("{rep}: the cadence asks for {need} contacts a working day, {room} are possible"), N_("lengthen the intervals or the day's number in kjournal.toml"), N_("More falls due than the days can hold, so planned days move ever further away."), title=N_("more contacts than the days can hold")),
    Code("KJ406", "info", N_("the make-up working days of {year} are not known yet"), N_("add them to [calendar] in kjournal.toml when they are published"), N_("The State Council announces them late in the year before; until then a planned day may fall on a holiday's make-up day."), title=N_("make-up working days that are not known yet")),
    Code("KJ407", "warning", N_("the customer has moved; is the address still right?"), N_("write the new address, and  status: 合作"), N_("The next visit should not end before a closed door.")),
    Code("KJ408", "warning", N_("an event of a region, and no region: nobody is asked after"), N_("add a line  region: 向阳镇"), N_("Whom an event concerns is told by the region of each customer."), "kind: 区域事件\nwhat: 洪水", "kind: 区域事件\nregion: 向阳镇\nwhat: 洪水", title=N_("an event without a region")),
    # KJ5 money and gifts
    Code("KJ501", "error", N_("the account does not agree: {agreed} was agreed, the notes come to {replayed}; {difference} apart"), N_("look through the lines since the last agreement: {lines}; kjournal why tells which notes changed after it"), N_("A balance that both sides agreed on is a fixed point; from there the agreed sum goes on. An order or a payment before it is missing, or stands there twice (S4)."), "agreed: 300", title=N_("an account that does not agree")),
    Code("KJ502", "error", N_("money is owed, and the account was not agreed since {day}"), N_("agree on it, and write  purpose: 对账  and  agreed: …"), N_("What nobody agreed on for three months is hard to collect (S4)."), title=N_("an account that was not agreed for three months")),
    Code("KJ503", "info", N_("orders, and nothing says when they are to be paid"), N_("write  settlement: 月结  or another way of settlement"), N_("Without the way of settlement nothing reminds of the money."), "", "settlement: 月结"),
    Code("KJ504", "info", N_("{settlement} without its days; {days} are assumed"), N_("write  credit_days: {days}"), N_("Credit has a number of days; until it is written, that of the settings holds."), "settlement: 赊销", "settlement: 赊销\ncredit_days: 30", title=N_("credit without its days")),
    Code("KJ505", "info", N_("{amount} yuan paid on {day}, and nothing was owed"), N_("write the order that it pays, or the opening balance"), N_("The payment is kept for the next order; more likely an order is missing."), "payments: [500 转账]", title=N_("a payment without an order")),
    Code("KJ506", "warning", N_("{balance} yuan are owed, more than the limit of {limit}"), N_("collect money before the next delivery, or have the limit raised"), N_("An order went past the credit limit (S4)."), title=N_("an order past the credit limit")),
    Code("KJ507", "warning", N_("{instrument} is normally refused"), N_("ask for another way to pay"), N_("A commercial acceptance bill is worth what its drawer is worth (S4)."), "payments: [5000 商业承兑]", title=N_("a payment by commercial acceptance")),
    Code("KJ508", "warning", N_("paid to a private account: {instrument}"), N_("use the company's account or its QR code"), N_("Money of the company never goes through a private account (S2)."), "payments: [500 微信]", "payments: [500 公司收款码]", title=N_("a payment to a private account")),
    Code("KJ509", "warning", N_("somebody else paid: {payer}"), N_("get a letter that says for whom it was paid"), N_("A payment of a third party must be explained in writing (S2)."), "payments: [{金额: 500, 付款人: 张三}]", title=N_("a payment of somebody else")),
    Code("KJ510", "warning", N_("the last order of {amount} yuan is twice the usual {usual} or more"), N_("ask why; watch the account"), N_("A sudden rush of goods is one of S4's eight warning signs."), title=N_("an order far above the usual")),
    Code("KJ511", "warning", N_("an impossible amount: {what}"), N_("correct the amount; goods that come back stand under  returns"), N_("Nothing is ordered, paid or given below zero."), "orders: [阿莫西林 -2盒]", "returns: [阿莫西林 2盒]", title=N_("an impossible amount")),
    Code("KJ512", "warning", N_("warning signs on {day}: {signs}"), N_("look into it, tell the supervisor, and watch the account"), N_("S4's eight signs that money may be in danger."), "risk_signs: [拖欠工资]", title=N_("signs that money may be in danger")),
    Code("KJ520", "error", N_("gifts to {who} come to {sum} yuan; at most {most} are allowed"), N_("keep within the cap; the register shows what was given"), N_("VIP and A customers at most 500 yuan a person and occasion, all others and every guest of an activity 100, lines added up (S4)."), "gifts: [茶叶 168元 给王店长]", title=N_("a gift above the cap")),
    Code("KJ521", "error", N_("{item} for {who} ({recipient}): only printed matter up to {most} yuan may be given"), N_("give nothing of value; 学术资料 or 宣传品 only"), N_("Medical staff and public servants take nothing of any value."), "gifts: [茶叶 80元 给李医生]", "gifts: [宣传品 12元 给李医生]", title=N_("a gift to medical staff or a public servant")),
    Code("KJ522", "error", N_("{item}: cash, cards and medicine are never given"), N_("give something else, within the cap"), N_("Cash, what is as good as cash, and medicine are no gifts, whoever gets them."), "gifts: [购物卡 100元 给王店长]", title=N_("cash or medicine as a gift")),
    Code("KJ523", "warning", N_("{item}: the same was given on {day}"), N_("choose something else"), N_("The same thing again within a year shows that nobody thought of the person (S0 S1)."), title=N_("the same gift again")),
    Code("KJ524", "info", N_("{item}: {missing} is not written"), N_("write for example  茶叶 80元 给王店长"), N_("The register of gifts needs both, for the cap goes by person and by yuan."), "gifts: [茶叶]", "gifts: [茶叶 80元 给王店长]", title=N_("a gift without value or person")),
    Code("KJ530", "warning", N_("orders or money taken by {rep}, who is a 医药代表"), N_("let a salesman take the order"), N_("Registered representatives may neither sell nor collect money (law)."), title=N_("business done by a representative")),
    Code("KJ531", "warning", N_("orders or money on the card of {name}, who works in a medical institution"), N_("write them in a visit of the institution"), N_("Nobody who treats patients buys for himself; no quantity is kept for a doctor."), title=N_("business on a doctor's card")),
    Code("KJ532", "warning", N_("an adverse reaction of {day} was not handed over"), N_("tell the drug-safety officer, and write  escalate: …"), N_("It goes to the drug-safety officer within 24 hours, without a patient's name (law)."), "adverse: 服后皮疹", "adverse: 服后皮疹\nescalate: 已报质管部", title=N_("an adverse reaction nobody was told of")),
    Code("KJ533", "info", N_("{item}: the same for {count} customers on one occasion, {occasion}"), N_("think of each by itself; what they like stands on their cards"), N_("A thing that everybody gets shows that nobody was thought of (S0 S1). Printed matter may be the same for all."), title=N_("the same gift for everybody")),
    Code("KJ534", "info", N_("gifts at an activity, and nobody says who came"), N_("write  customers: [甲店, 乙店]"), N_("What may be given goes by the guest: to medical staff nothing but printed matter, to others at most 100 yuan each."), "kind: 活动\ngifts: [茶杯 30元 9个]", "kind: 活动\ncustomers: [甲店, 乙店]\ngifts: [茶杯 30元 9个]"),
    # KJ6 licences, compliance, privacy
    Code("KJ601", "warning", N_("{paper} expired on {day}"), N_("ask for the new one and write its day"), N_("Goods must not go to a customer without valid papers (S4)."), "licences: [药品经营许可证 到2026-05-31]", "licences: [药品经营许可证 到2031-05-31]", title=N_("a paper that expired")),
    Code("KJ602", "warning", N_("an identity number stands in the note"), N_("delete it; of an identity card write only the day it expires"), N_("git never forgets: whatever was committed once stays in everybody's copy. Pages and feeds show ●●● in its place."), "被委托人身份证 450000199001011234", "被委托人身份证 到2031-05-31"),
    Code("KJ603", "warning", N_("a bank card number stands in the note"), N_("delete it; how somebody pays is enough: the name of the bank"), N_("git never forgets: whatever was committed once stays in everybody's copy. Pages and feeds show ●●● in its place."), "note: 工行卡 6222021001112223331", "note: 工行卡"),
    Code("KJ604", "warning", N_("somebody's illness stands where pages show it"), N_("move it to the person's  health  field; it stays in the note"), N_("What is known of a person's health must not leave the note. Of all fields only health (健康), and what is written of an illness among the life events, is kept from pages, feeds and the search."), "dislikes: 糖尿病，别送甜的", "health: 糖尿病\ndislikes: 甜的"),
    Code("KJ605", "info", N_("secret fields stand in notes that git keeps ({count}): whoever gets a copy of the journal can read them"), N_("keep the journal on a private host and give copies only to colleagues who need them; or delete these fields, and keep them on paper"), N_("Health, religion, and the names and birthdays of children never reach pages or feeds. But they stand in the notes, and git keeps every version for ever."), "health: 高血压", title=N_("secret fields in git")),
    # KJ7 outputs
    Code("KJ701", "error", N_("{feed} would lose {lost} of {before} customers; the last feeds and pages stay"), N_("look whether notes are missing; kjournal build --accept-loss publishes all the same"), N_("A folder that was not synchronised must not empty the phone."), title=N_("a feed that would lose many customers")),
    Code("KJ702", "error", N_("an entry of {customer} was refused: {reason}"), N_("look at its name, address and notes for unusual characters"), N_("One damaged entry would make a phone refuse the whole calendar; its last good version stays."), title=N_("an entry that was refused")),
    Code("KJ703", "info", N_("the feed of the whole journal is left out: {count} entries are more than phones take"), N_("subscribe to the feeds of the reps"), N_("Phones give up on very large calendars."), title=N_("a feed that is too large")),
    Code("KJ704", "warning", N_("the text is shown plainly: {reason}"), N_("shorten it"), N_("Rendering it would take minutes."), title=N_("a text shown plainly")),
    Code("KJ705", "warning", N_("this template cannot be used: {reason}"), N_("mend it; docs/templates.md says what a template may hold"), N_("The pages are drawn as kjournal draws them until then."), title=N_("a page template that cannot be used")),
)
# fmt: on

CODES: dict[str, Code] = {row.code: row for row in _TABLE}


class Family(NamedTuple):
    """Codes that begin alike."""

    about: str
    costs: str  # what an error of theirs costs


FAMILIES: dict[str, Family] = {
    "KJ0": Family(N_("file, encoding, conflict, settings"), N_("the note is not read")),
    "KJ1": Family(N_("the fields as they are written"), N_("the note is not read")),
    "KJ2": Family(N_("values"), N_("the value or the item of the list is left out")),
    "KJ3": Family(N_("names of customers, and duplicates"), N_("the reference names nobody")),
    "KJ4": Family(N_("visits and care"), N_("nothing is left out")),
    "KJ5": Family(N_("money and gifts"), N_("nothing is left out")),
    "KJ6": Family(N_("licences, compliance, privacy"), N_("nothing is left out")),
    "KJ7": Family(N_("feeds and pages"), N_("the last good ones stay")),
}
_SHORTEST = len("KJ2")


def covers(words: Iterable[str], code: str) -> bool:
    """Whether one of the words is the code or its family (KJ2), in any case and width."""
    return any(
        len(known) >= _SHORTEST and code.startswith(known) for known in (fold(word).upper() for word in words)
    )
