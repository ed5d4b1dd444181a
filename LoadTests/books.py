"""A data directory with months of clicks and orders in its books, shared by the scenarios over it."""

import os

from loadtest import BENCHMARKS, MERIT, pairs_of, run

TOUCHES = int(os.environ.get("LOADTEST_TOUCHES", "10000000"))
STAFF, LINKS = 1_000, 10


def fill(folder, touches, rows=None):
    """A directory of people and links, `touches` clicks and a tenth as many orders, all judged."""
    data = folder / f"data-{touches}"
    settings = {
        **{name: value for name, value in os.environ.items() if not name.startswith("MERIT_")},
        "MERIT_COLLECTOR_DESTINATION_HOSTS": "mall.example"}
    command = lambda *words: run(MERIT, *words, "--data", data, env=settings)
    (folder / "departments.csv").write_text("department,name,parent,store\nSH,Shanghai,,\n")
    staff = [f"{1_001 + number},,Staff {number},SH,,,,," for number in range(STAFF)]
    (folder / "staff.csv").write_text(
        "staff,userid,name,department,employed_from,employed_to,successor,house,aliases\n"
        + "\n".join(staff) + "\n")
    links = [f"h5,https://mall.example/p/{number},chat,," for number in range(LINKS)]
    (folder / "links.csv").write_text(
        "kind,destination,channel,campaign,expires_days\n" + "\n".join(links) + "\n")
    command("department", "import", folder / "departments.csv")
    command("staff", "import", folder / "staff.csv")
    command("link", "import", folder / "links.csv")
    words = [BENCHMARKS, "history", data / "journal", STAFF, LINKS, touches, touches // 10]
    run(*words, *([rows] if rows else []))
    settled = pairs_of(run(BENCHMARKS, "settle", data))
    print(f"filled {touches} touches: {settled['facts']:.0f} facts applied, judged and posted in "
          f"{settled['seconds']:.1f} s", flush=True)
    return data
