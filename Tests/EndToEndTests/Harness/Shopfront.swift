import Foundation
import MeritJSON
import ProcessFixture

/// A small retailer, set up through the command line: two departments, three people, a house
/// account, one mall, one link, and a token for each of the people.
struct Shopfront {
    let directory: MeritDirectory
    let webhookSecret: String
    let identitySecret: String
    /// The link's number.
    let link: Int
    /// By staff number.
    let tokens: [Int: String]

    static let departments = """
        department,name,parent,store
        SH,Shanghai,,
        SH-shoes,Shoes,SH,SH-001
        """

    static let staff = """
        staff,userid,name,department,employed_from,employed_to,successor,house,aliases
        1001,wang,Wang Fang,SH-shoes,,,,,
        1002,li,Li Na,SH-shoes,,,,,
        1003,zhao,Zhao Lei,SH-shoes,,,,,
        1900,,Shoes house account,SH-shoes,,,,true,
        """

    static let people = [1001, 1002, 1003]

    /// Works on the running service of the directory, or without one.
    init(_ directory: MeritDirectory) throws {
        let folder = try TemporaryFolder("shopfront")
        try folder.write(Self.departments, to: "departments.csv")
        try folder.write(Self.staff, to: "staff.csv")
        self.directory = directory
        try directory.must("department", "import", folder["departments.csv"])
        try directory.must("staff", "import", folder["staff.csv"])
        let shop = try directory.json("shop", "add", "mall")
        webhookSecret = shop["webhook_secret"]?.text ?? ""
        identitySecret = shop["identity_secret"]?.text ?? ""
        let number = try directory.must(
            "link", "create", "--kind", "h5", "--destination",
            "https://mall.example/p/1?from=wecom",
            "--channel", "wecom-chat")
        link = Int(number.line) ?? 0
        let link = String(link)
        tokens = try Dictionary(
            uniqueKeysWithValues: Self.people.map { staff in
                let token = try directory.must(
                    "token", "sign", "--staff", String(staff), "--link", link)
                return (staff, token.line)
            })
    }

    func token(_ staff: Int) -> String { tokens[staff] ?? "" }
}
