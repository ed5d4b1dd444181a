package import MeritCore

/// The retailer of `merit demo`: three stores, twenty people, a house account for each store, fifty
/// links.
package struct DemoRetailer: Sendable {
    package struct Store: Sendable {
        let department: String
        let name: String
        package let code: String
        package let house: StaffNumber
    }

    package struct Guide: Sendable {
        package let staff: StaffNumber
        package let name: String
        let userID: String
        /// Where they work.
        package let store: Int
        /// What they share.
        package let links: [LinkNumber]
    }

    package struct Link: Sendable {
        package let link: LinkNumber
        package let kind: LinkKind
        let destination: String
        let channel: String
        let campaign: String
        let expiresDays: Int?
    }

    package static let shop = "mall"
    /// Hosts that the links lead to.
    package static let destinationHosts = ["mall.example", "wxaurl.cn", "work.weixin.qq.com"]

    package let stores: [Store] = [
        Store(
            department: "sh-nanjing", name: "上海南京路店", code: "SH-001",
            house: StaffNumber(unchecked: 9_001)),
        Store(
            department: "sh-xujiahui", name: "上海徐家汇店", code: "SH-002",
            house: StaffNumber(unchecked: 9_002)),
        Store(
            department: "hz-hubin", name: "杭州湖滨店", code: "HZ-001",
            house: StaffNumber(unchecked: 9_003)),
    ]
    package let guides: [Guide]
    package let links: [Link]

    private static let people = [
        ("林小雨", "lin.xiaoyu"), ("王芳", "wang.fang"), ("陈静", "chen.jing"), ("李娜", "li.na"),
        ("张伟", "zhang.wei"), ("刘洋", "liu.yang"), ("赵敏", "zhao.min"), ("黄磊", "huang.lei"),
        ("周婷", "zhou.ting"), ("吴昊", "wu.hao"), ("徐丽", "xu.li"), ("孙悦", "sun.yue"),
        ("朱琳", "zhu.lin"), ("马超", "ma.chao"), ("胡雪", "hu.xue"), ("郭晶", "guo.jing"),
        ("何欣", "he.xin"), ("高翔", "gao.xiang"), ("罗倩", "luo.qian"), ("梁宇", "liang.yu"),
    ]
    private static let channels = ["wecom-chat", "moments", "group", "poster", "live"]
    private static let campaigns = ["spring", "new-arrivals", "members", "shoes", "outlet"]

    init(_ random: inout DemoRandom) {
        let links = (1...50).map { Self.link($0) }
        self.links = links
        // Flash sales end too soon to be shared all month; the story has one of them.
        let lasting = links.filter { $0.expiresDays == nil && $0.kind != .acquisition }
        let contact = links.filter { $0.kind == .acquisition }
        guides = Self.people.enumerated().map { index, person in
            let own = (0..<7).map { _ in random.pick(lasting).link } + [random.pick(contact).link]
            return Guide(
                staff: StaffNumber(unchecked: UInt32(1_001 + index)), name: person.0,
                userID: person.1, store: min(index / 7, 2), links: Set(own).sorted())
        }
    }

    private static func link(_ number: Int) -> Link {
        let kind: LinkKind = number <= 36 ? .h5 : number <= 42 ? .miniprogram : .acquisition
        let isFlash = number > 45
        let destination =
            switch isFlash ? .h5 : kind {
            case .h5: "https://mall.example/p/\(100 + number)"
            case .miniprogram: "https://wxaurl.cn/demo\(number)"
            case .acquisition: "https://work.weixin.qq.com/ca/demo\(number)"
            }
        return Link(
            link: LinkNumber(unchecked: UInt32(number)), kind: isFlash ? .h5 : kind,
            destination: destination, channel: channels[number % channels.count],
            campaign: isFlash ? "flash-sale" : campaigns[number / 10 % campaigns.count],
            expiresDays: isFlash ? 7 : nil)
    }

    package func link(_ number: LinkNumber) -> Link { links[Int(number.value) - 1] }

    // MARK: Tables to import

    package var departmentsCSV: String {
        let rows = stores.map { "\($0.department),\($0.name),east,\($0.code)" }
        return Self.table("department,name,parent,store", ["east,华东区,,"] + rows)
    }

    /// The leaver's row says when, and who takes over whom nobody was told of.
    func staffCSV(_ leaving: DemoLeaving) -> String {
        let houses = stores.map { store in
            "\(store.house.value),,\(store.name),\(store.department),,,,true,"
        }
        let heir = guides[DemoLeaving.heir].staff.value
        let people = guides.enumerated().map { place, guide in
            let end = place == DemoLeaving.leaver ? "\(leaving.lastDay),\(heir)" : ","
            return "\(guide.staff.value),\(guide.userID),\(guide.name),"
                + "\(stores[guide.store].department),2024-03-01,\(end),,"
                + "phone:1381000\(guide.staff.value)"
        }
        return Self.table(
            "staff,userid,name,department,employed_from,employed_to,successor,house,aliases",
            people + houses)
    }

    package var linksCSV: String {
        let rows = links.map { link in
            "\(link.kind.name),\(link.destination),\(link.channel),\(link.campaign),"
                + (link.expiresDays.map(String.init) ?? "")
        }
        return Self.table("kind,destination,channel,campaign,expires_days", rows)
    }

    private static func table(_ header: String, _ rows: [String]) -> String {
        ([header] + rows).map { $0 + "\n" }.joined()
    }
}
