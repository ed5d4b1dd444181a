import ArgumentParser
import MeritServer
import Testing

@testable import merit

struct CommandTests {
    private static func leaves(
        of command: any ParsableCommand.Type
    ) -> [any ParsableCommand.Type] {
        let inner = command.configuration.subcommands
        return inner.isEmpty ? [command] : inner.flatMap { leaves(of: $0) }
    }

    @Test func `every command takes data directory, settings and json`() {
        let all = Self.leaves(of: Merit.self)
        #expect(all.count > 35)
        for command in all {
            let help = command.helpMessage()
            for option in ["--data", "--config", "--json"] {
                #expect(help.contains(option), "\(command) \(option)")
            }
        }
    }

    @Test func `every command says in one sentence what it does`() {
        for command in Self.leaves(of: Merit.self) {
            let abstract = command.configuration.abstract
            #expect(abstract.count > 15 && abstract.hasSuffix("."), "\(command)")
        }
    }

    private func code(_ line: String) -> CInt? {
        do {
            _ = try Merit.parseAsRoot(line.split(separator: " ").map(String.init))
            return nil
        } catch {
            return Outcome.of(error).code
        }
    }

    @Test(arguments: [
        "nonsense", "link create", "link create --kind h5 --destination u", "token sign --staff x",
        "link list --bogus", "token export --link 1 --staff-in d --format pdf",
        "report staff --from 2026-11-01", "shop add mall --webhook-secret whsec_abc",
        "report staff --from 2026-11-01 --to 2026-11-30 --format xlsx", "verify --api http://h",
        "backup dir --api http://h", "report nonsense --from 2026-11-01 --to 2026-11-30",
        "report staff --from 2026-11-31 --to 2026-12-01",
        "report staff --from 2026-11-30 --to 2026-11-01", "token sign --staff 0 --link 1",
        "token sign --staff 1 --link 1 --issued soon", "staff revoke 16777216", "link revoke 0",
        "link create --kind h6 --destination u --channel c", "keys retire 16", "keys import x",
        "link create --kind h5 --destination u --channel c --expires-days 0",
        "api-key create --name n --scope everything", "api-key create --name n --scope admin,",
        "api-key create --name n --scope admin --expires-days -1", "ledger entries --period 2026",
        "bad-record show 0", "order import f --shop M", "shop add M",
        "adjustment propose A1 --reason r", "adjustment propose A1 --amount 1001=1",
        "adjustment propose A1 --reason r --amount 1001=1 --weight 1002=1",
        "adjustment propose A1 --reason r --amount 1001=1 --amount 1001=2",
        "adjustment propose A1 --reason r --amount 1001", "adjustment approve 0",
        "adjustment propose A1 --reason r --amount 1001=-5", "period propose 2026-13",
        "period propose 2026-11 --waive", "period close November", "calendar set --from 2027-01",
        "calendar set --month-start 29 --from 2027-01", "calendar set --month-start 26",
        "identity show --alias phone:13812345678", "identity show --alias click:-",
        "identity split --left phone:- --right unionid:-", "policy show p --language fr",
        "policy rerun p --from 2026-11-30 --to 2026-11-01", "policy rerun approve x",
        "policy simulate f --from 2026-11-30 --to 2026-11-01",
    ])
    func `wrong usage exits 2`(line: String) { #expect(code(line) == 2) }

    @Test(arguments: ["--help", "link --help", "help link"])
    func `help that was asked for exits 0`(line: String) {
        do {
            var command = try Merit.parseAsRoot(line.split(separator: " ").map(String.init))
            try command.run()
        } catch {
            #expect(Outcome.of(error).code == 0)
            #expect(!Outcome.of(error).text.isEmpty)
        }
    }

    @Test(arguments: [
        "person add N --userid u", "person list", "api-key create --name n --scope admin,reports",
        "api-key create --name n --person p --scope admin --scope reports --expires-days 3",
        "api-key list", "api-key revoke i", "shop add m", "shop add m --webhook-secret -",
        "shop list", "department import f", "staff import f --dry-run", "staff export",
        "staff revoke 1", "staff restore 1",
        "link create --kind h5 --destination u --channel c --campaign k --expires-days 7",
        "link list", "link revoke 1", "link import f", "token sign --staff 1 --link 1",
        "token sign --staff 1 --link 1 --issued 2026-11-21", "token verify t",
        "token export --link 1 --staff-in d --format csv", "keys list", "keys rotate --yes",
        "keys retire 0 --yes", "keys import 3", "policy check f", "policy publish f", "policy list",
        "policy show p --language zh", "policy rerun p --from 2026-11-01 --to 2026-11-30",
        "policy rerun propose list --from 2026-11-01 --to 2026-11-30 --reason r",
        "policy rerun approve 1", "policy rerun decline 1", "policy rerun list",
        "policy simulate f --from 2026-11-01 --to 2026-11-30 --format csv",
        "order import f --shop m", "order import f --shop m --dry-run", "touch import f",
        "touch import f --dry-run", "handover import f --dry-run", "contact import f",
        "adjustment propose m/o --reason r --amount 1001=5 --amount 0=7",
        "adjustment propose m/o --reason r --weight 1001=1 --weight 1002=2",
        "adjustment approve 1", "adjustment decline 1 --reason r", "adjustment list --open",
        "period propose 2026-11 --waive --reason r", "period close 2026-11", "period list",
        "period export 2026-11 --file staff.csv", "period export 2026-11 --out d",
        "calendar show", "calendar set --day-start 04:00 --month-start 26 --from 2027-01",
        "calendar set --time-zone Asia/Shanghai --from 2027-01", "identity show --alias phone:-",
        "identity show --alias phone:00112233445566778899aabbccddeeff",
        "identity split --left phone:- --right unionid:- --reason r", "verify --redecide",
        "report staff --from 2026-11-01 --to 2026-11-30 --by week --format csv",
        "ledger entries --period 2026-11",
        "ledger entries --format jsonl", "explain m/o", "bad-record list --all",
        "bad-record show 1", "bad-record replay 1", "bad-record replay 1 -",
        "bad-record discard 1", "verify --head f", "rebuild", "backup d --keys k",
        "restore d --keys k", "head", "serve --collector h:1 --inbound h:2 --api h:3",
        "demo --exit --seed 7 --collector h:0",
    ])
    func `what the interface names is understood, wherever the global options stand`(
        line: String
    ) {
        #expect(code(line) == nil)
        #expect(code(line + " --data d --config c --json") == nil)
    }

    @Test func `failures name their code`() {
        #expect(Outcome.of(CommandFailure("no")).code == 1)
        #expect(Outcome.of(CommandFailure("no", code: 3)).code == 3)
        #expect(Outcome.of(CommandFailure.said(code: 3)).text.isEmpty)
        #expect(Outcome.of(CancellationError()).code == 1)
    }

    @Test func `listeners given as flags are settings`() throws {
        let serve = try #require(
            try Merit.parseAsRoot(["serve", "--collector", "127.0.0.1:0", "--api", "[::1]:9"])
                as? Serve)
        #expect(
            serve.listen.flags == [
                "collector.listen": "127.0.0.1:0", "api.listen": "[::1]:9",
            ])
        let settings = try serve.global.settings(flags: serve.listen.flags)
        #expect(settings.collector.listen.port == 0)
        #expect(settings.api.description == "[::1]:9")
    }
}
