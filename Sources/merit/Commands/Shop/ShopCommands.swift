import ArgumentParser

struct ShopCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shop", abstract: "Malls that send orders.",
        subcommands: [ShopAdd.self, ShopList.self])
}
