"""Commands of the way to the site and back: field sheets, scans, signatures, campaigns, the ledger's workbook."""

from __future__ import annotations

from yongji_desktop.cli.reading import Words, facts_of, say, sitting, with_attached
from yongji_desktop.core.errors import Refused
from yongji_desktop.services import (
    campaign_progress,
    campaigns,
    field_sheets,
    filing,
    hazard_lists,
    ledger,
    signing,
    site_ends,
)
from yongji_desktop.services import papers as every_paper
from yongji_desktop.services.entry import site_named


def sheets(words: Words) -> None:
    """List the sheets that are out; with sites print one for each; with --void take a number back."""
    with sitting(words, writes=bool(words.site or words.void)) as desk:
        if words.void:
            sheet = field_sheets.find(desk, words.void)
            deed = field_sheets.void(desk, sheet["id"], words.why or "")
            say(words, {"deed": deed}, [f"已作废现场用纸 {sheet['number']}，编号留在编号簿。"])
            return
        if not words.site:
            rows = field_sheets.out(desk)
            say(words, rows, [f"{one['number']}  {str(one['printed_at'])[:10]}  [{one['id']}]" for one in rows] or ["没有在外的现场用纸。"])
            return
        if not words.to:
            raise Refused("请用 --to 写明存成哪个 PDF。")
        ids = [site_named(desk, one)["id"] for one in words.site]
        reasons = {one.partition("=")[0]: one.partition("=")[2] for one in words.reason}
        made = field_sheets.print_for(desk, ids, checklists=words.list or None, reasons=reasons)
        every_paper.save(words.to, field_sheets.together(desk, [one["id"] for one in made]))
        lines = [f"现场用纸已领号：{one['number']}" for one in made]
        say(words, made, [*lines, f"已存：{words.to}。签字后就是原件，回来扫描归档。"])


def scans(words: Words) -> None:
    """File scans by their codes; without files list what waits for its scan."""
    with sitting(words, writes=bool(words.file)) as desk:
        if not words.file:
            rows = filing.unfiled(desk)
            say(words, rows, [f"{one.get('number')}  {one.get('title') or ''}" for one in rows] or ["没有待归档的文书。"])
            return
        pages = filing.look(desk, words.file)
        if words.number:
            pages = [filing.named(desk, one, words.number, one.page or one.at) if one.trouble else one for one in pages]
        done = filing.file(desk, pages)
        value = {"deed": done.deed, "count": done.count, "told": list(done.told), "left": [one.trouble for one in done.left]}
        say(words, value, [done.sentence])


def sign(words: Words) -> None:
    """Register how the papers of a visit or a re-inspection were signed."""
    reasons = {one.partition("=")[0]: one.partition("=")[2] for one in words.reason}
    with sitting(words, writes=True) as desk:
        deed = signing.register(desk, words.id, {"state": words.state, **facts_of(words.set, None)}, reasons)
        say(words, {"deed": deed}, [f"已登记签字。要退回：yongji undo {deed}"])


def campaign(words: Words) -> None:
    """List campaigns, add one, see how far one is, print a group's route or the summary."""
    writes = words.what in ("add", "print")
    with sitting(words, writes=writes) as desk:
        if words.what == "add":
            identity = campaigns.add(desk, facts_of(words.set, words.file))
            say(words, {"id": identity}, [f"已建专项行动：{identity}"])
            return
        if words.what == "list" or not words.id:
            rows = campaigns.listed(desk)
            say(words, rows, [f"{one['id']}  {one['name']}  {one['begins_on']} 至 {one['ends_on']}" for one in rows] or ["还没有专项行动。"])
            return
        if words.what == "print":
            if not words.to:
                raise Refused("请用 --to 写明存成哪个 PDF。")
            campaigns.print_route(desk, words.id, words.group)
            every_paper.save(words.to, campaigns.route_pdf(desk, words.id, words.group))
            say(words, {"to": str(words.to)}, [f"已存：{words.to}"])
            return
        if words.what == "summary":
            made = campaign_progress.summary_pdf(desk, words.id)
            if not words.to:
                raise Refused("请用 --to 写明存成哪个 PDF。")
            every_paper.save(words.to, made.pdf)
            say(words, {"pages": made.pages}, [f"已存：{words.to}（{made.pages} 页）"])
            return
        seen = campaign_progress.progress(desk, words.id)
        lines = [
            f"{one.name}  已去 {len(one.ids('visited'))}，未能检查 {len(one.ids('missed'))}，还没去 {len(one.ids('left'))}"
            for one in seen.groups
        ]
        say(words, [vars(one) for one in seen.groups], lines)


def site(words: Words) -> None:
    """What becomes of a unit: 停业, 恢复, 关闭, 迁移, 换承租人; without a move what is possible."""
    with sitting(words, writes=bool(words.move and not words.dry_run)) as desk:
        identity = site_named(desk, words.site)["id"]
        if not words.move:
            rows = site_ends.moves(desk, identity)
            say(words, [one.code for one in rows], [f"{one.code}  {one.word}" for one in rows])
        elif words.dry_run:
            told = site_ends.preview(desk, identity, words.move).sentences()
            say(words, told, [*told, "还没有写入任何内容。"])
        else:
            deed = site_ends.take(desk, identity, words.move, with_attached(desk, facts_of(words.set, None), words.attach))
            say(words, {"deed": deed}, [f"已登记。要退回：yongji undo {deed}"])


def export(words: Words) -> None:
    """The hazard ledger as a workbook."""
    with sitting(words) as desk:
        count = ledger.export(desk, words.to, words.tab, {}, words.find)
        say(words, {"rows": count}, [f"已存：{words.to}（{hazard_lists.TAB_WORDS[words.tab]} {count} 条）"])
