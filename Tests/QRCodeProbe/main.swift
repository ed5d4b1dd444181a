// qrcode-probe ADDRESS FOLDER: writes the address's code to FOLDER/code.svg and FOLDER/code.png.
// It fails in a build without the trait QRCode. `Tests/qr-codes.sh` runs it.
import Foundation
import MeritQRCode

guard CommandLine.arguments.count == 3, let encoder = QRCodeEncoder.built,
    let code = encoder.encode(CommandLine.arguments[1])
else {
    FileHandle.standardError.write(Data("usage: ADDRESS FOLDER; \(QRCodeEncoder.hint)\n".utf8))
    exit(2)
}
let folder = URL(filePath: CommandLine.arguments[2])
try Data(code.svg.utf8).write(to: folder.appending(path: "code.svg"))
try Data(code.png(size: 300)).write(to: folder.appending(path: "code.png"))
