; Installer for Windows, to be compiled by Inno Setup 6 over a frozen program that was built on
; Windows with packaging/carttrack.spec. NOT YET TRIED: no Windows machine has run it.
[Setup]
AppName=carttrack
AppVersion=0.1.0
AppPublisher=The carttrack developers
DefaultDirName={autopf}\carttrack
DefaultGroupName=carttrack
OutputBaseFilename=carttrack-setup
LicenseFile=..\LICENSE
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
PrivilegesRequiredOverridesAllowed=dialog

[Files]
Source: "..\build\package\dist\carttrack\*"; DestDir: "{app}"; Flags: recursesubdirs

[Icons]
Name: "{group}\carttrack"; Filename: "{app}\carttrack.exe"
Name: "{autodesktop}\carttrack"; Filename: "{app}\carttrack.exe"; Tasks: desktopicon

[Tasks]
Name: desktopicon; Description: "A shortcut on the desktop"; Flags: unchecked
